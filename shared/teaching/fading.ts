import { z } from 'zod';
import type { Given, Question } from './question.ts';

/** How much of a question is hidden: nothing (a worked example), its last factor and the result, or all on the way to it. */
export const hiddenPart = z.enum(['nothing', 'lastFactor', 'all']);
export type HiddenPart = z.infer<typeof hiddenPart>;

/** A number printed with a question, or a blank (null). */
export type GivenOrBlank = Omit<Given, 'value'> & { value: number | null };

/** The numbers printed with a question in a pass, blanks where the learner has to find them. */
export function givenIn(question: Question, hidden: HiddenPart): GivenOrBlank[] {
  const last = question.given.length - 1;
  return question.given.map((given, index) =>
    hidden === 'all' || (hidden === 'lastFactor' && index === last)
      ? { ...given, value: null }
      : given,
  );
}
