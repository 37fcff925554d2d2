import type { Mistake } from './mistakes.ts';
import { answers, type Choice, type NumberQuestion, type Question } from './question.ts';

/** What is said about an answer. A mistake is named only where no other gives the same number. */
export type Verdict =
  | { verdict: 'right' }
  | { verdict: 'mistake'; mistake: Mistake; hint: number | null }
  | { verdict: 'ambiguous'; mistakes: Mistake[] }
  | { verdict: 'wrong' };

/** Two mistakes whose numbers are nearer than this cannot be told apart by the answer. */
const apart = 0.0004;

export function judgeNumber(question: NumberQuestion, answer: number): Verdict {
  const within = question.tolerance;
  if (answers(question.answer, answer, within)) return { verdict: 'right' };
  const matching = question.mistakes.filter((wrong) => answers(wrong, answer, within));
  const [first] = matching;
  if (first === undefined) return { verdict: 'wrong' };
  const near = question.mistakes.filter((wrong) =>
    matching.some((match) => Math.abs(wrong.shown - match.shown) <= apart),
  );
  const mistakes = [...new Set(near.map(({ mistake }) => mistake))];
  if (mistakes.length > 1) return { verdict: 'ambiguous', mistakes };
  return { verdict: 'mistake', mistake: first.mistake, hint: first.hint };
}

export function judgeChoice(question: { answer: Choice }, answer: Choice): Verdict {
  return { verdict: answer === question.answer ? 'right' : 'wrong' };
}

/** How many of a question's mistakes would be named if somebody made them. */
export function namedShare(question: Question): { named: number; of: number } {
  if (question.type === 'choice') return { named: 0, of: 0 };
  const named = question.mistakes.filter(({ mistake, shown }) => {
    const verdict = judgeNumber(question, shown);
    return verdict.verdict === 'mistake' && verdict.mistake === mistake;
  });
  return { named: named.length, of: question.mistakes.length };
}
