import type { WalkthroughOutput } from '#shared/model/cells/walkthrough.ts';
import { trainSettings } from '#shared/model/train-settings.ts';
import { trainingStep } from '#shared/network/training-step.ts';
import { examples } from '#shared/teaching/examples/index.ts';
import type { LessonStep } from '#shared/teaching/lesson.ts';
import { lessonQuestion, type Posed } from '#shared/teaching/lesson-question.ts';
import { exampleNames } from '../../teaching/words.ts';
import type { Walk } from './walk.ts';

export type LessonScreen = { output: WalkthroughOutput; walk: Walk; posed: Posed };

/** A step of a lesson on the net that comes with it: its question, and the walk it is about. Null where it asks nothing. */
export function lessonScreen(
  step: LessonStep,
  index: number,
  seed: number,
  like: WalkthroughOutput,
): LessonScreen | null {
  const posed = lessonQuestion(step, index, seed, null);
  if (posed === null || step.example === null) return null;
  const { rules, state, input } = posed.source;
  const { spec, optimizer, clipNorm } = rules;
  const training = trainSettings.parse({ optimizer, clipNorm, learningRate: input.learningRate });
  const names = exampleNames(examples[step.example]);
  const features = Array.from({ length: spec.inputs }, (_, input) => names.input(input));
  const prep = { ...like.prep, columns: [], steps: [], features, origins: features.map(() => -1) };
  const walk: Walk = {
    rules: { spec, training, seed, classWeights: null },
    raw: [],
    numbers: input.batch.x.map((_, row) => row + 1),
    ...{ state, input, trace: trainingStep(rules, state, input) },
  };
  return { output: { ...like, source: 'example', spec, training, prep }, walk, posed };
}
