import { deriveSeed } from '../random/index.ts';
import { chooseQuestion } from './choose-question.ts';
import { exampleStep, withOwnWeights } from './examples/example.ts';
import { examples } from './examples/index.ts';
import type { LessonStep } from './lesson.ts';
import type { Question } from './question.ts';
import { questionKinds } from './questions/index.ts';
import { traceOf, type StepSource } from './trace.ts';

/** The question of a lesson's step and the step of training it is about. */
export type Posed = { source: StepSource; question: Question };

/**
 * What a step of a lesson asks, drawn by the seed. A step on the cell's own net takes `own`; null where nothing is asked or
 * the net has no such number. In the last pass, with all hidden, an example has weights of its own for each seed.
 */
export function lessonQuestion(
  step: LessonStep,
  index: number,
  seed: number,
  own: StepSource | null,
): Posed | null {
  const example = step.example === null ? null : examples[step.example];
  const at = deriveSeed(seed, `step ${index}`);
  const varied = example && step.hidden === 'all' ? withOwnWeights(example, at) : example;
  const source = varied ? exampleStep(varied) : own;
  if (step.question === null || source === null) return null;
  const question = chooseQuestion(questionKinds[step.question], traceOf(source), at);
  return question && { source, question };
}
