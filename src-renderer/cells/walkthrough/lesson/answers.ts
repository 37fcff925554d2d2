import type { WalkthroughSettings } from '#shared/model/cells/walkthrough.ts';
import type { Question } from '#shared/teaching/question.ts';
import { shownText } from '#shared/teaching/shown.ts';

type Answers = WalkthroughSettings['answers'];
const most = 1000;

/** Tells a question from every other: where it is asked, what about, and the numbers printed with it. */
export function questionKey(at: string, { kind, place, given }: Question): string {
  const { layer, row, unit, from } = place;
  const numbers = given.map(({ value, decimals }) => shownText(value, decimals)).slice(0, 24);
  return [at, kind, layer, row, unit, from ?? '', ...numbers].join(' ').slice(0, 500);
}

export function answerTo(answers: Answers, key: string): string {
  return answers.find(({ question }) => question === key)?.answer ?? '';
}

/** The answers with this one; the oldest go where they become too many. */
export function withAnswer(answers: Answers, question: string, answer: string): Answers {
  const others = answers.filter((one) => one.question !== question);
  if (answer === '') return others;
  return [...others, { question, answer: answer.slice(0, 100) }].slice(-most);
}
