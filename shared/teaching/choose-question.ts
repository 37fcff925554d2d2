import { createRandom, shuffle } from '../random/index.ts';
import { namedShare } from './judge.ts';
import type { Question, QuestionKind } from './question.ts';
import type { Trace } from './trace.ts';

const enough = 60;

/**
 * A question of a kind about this trace, at a place drawn by the seed among those that teach most: an answer that is not
 * nearly zero, and mistakes that can be told apart. Null where the kind cannot be asked here.
 */
export function chooseQuestion(kind: QuestionKind, trace: Trace, seed: number): Question | null {
  const random = createRandom(seed);
  const places = shuffle(kind.places(trace), random).slice(0, enough);
  let best: { question: Question; worth: number } | null = null;
  for (const place of places) {
    const question = kind.ask(trace, place);
    if (question === null) continue;
    const worth = worthOf(question);
    if (best === null || worth > best.worth + 1e-9) best = { question, worth };
  }
  return best?.question ?? null;
}

/** The share of mistakes that are named, less where few can show at all or the number is tiny. */
function worthOf(question: Question): number {
  if (question.type === 'choice') return question.answer === 'zero' ? 0.5 : 1;
  const { named, of } = namedShare(question);
  const size = Math.abs(question.answer.shown);
  const tiny = size < 0.005 ? 1 : size < 0.02 ? 0.2 : 0;
  return (of === 0 ? 0 : named / of) + Math.min(named, 9) / 18 - tiny;
}
