import type { WalkthroughOutput } from '#shared/model/cells/walkthrough.ts';
import type { FittedPrep } from '#shared/model/prep.ts';
import type { CellValue } from '#shared/model/table.ts';
import { trainSettings } from '#shared/model/net/train-settings.ts';
import { trainingStep } from '#shared/network/training-step.ts';
import { exampleStep } from '#shared/teaching/examples/example.ts';
import { examples } from '#shared/teaching/examples/index.ts';
import type { Lesson, LessonStep } from '#shared/teaching/lesson.ts';
import { lessonQuestion } from '#shared/teaching/lesson-question.ts';
import type { Question } from '#shared/teaching/question.ts';
import type { StepSource } from '#shared/teaching/trace.ts';
import { exampleNames } from '../../../teaching/words.ts';
import { sourceOf } from './question-of.ts';
import type { Walk } from '../walk.ts';

/** A lesson and where in it one is, from 0; `seed` draws its questions. */
export type LessonPlace = {
  lesson: Lesson;
  place: number;
  onplace: (place: number) => void;
  seed: number;
};
export type OwnNet = { output: WalkthroughOutput; walk: Walk };
/** What a step of a lesson shows; no question where it asks none, or one that its net cannot be asked. */
export type LessonScreen = OwnNet & { question: Question | null };

/** A step of a lesson, on the net that comes with it or on the cell's own. */
export function lessonScreen(
  step: LessonStep,
  index: number,
  seed: number,
  own: OwnNet,
): LessonScreen {
  if (step.example === null) {
    const source = sourceOf(own.walk, own.output.prep);
    return { ...own, question: lessonQuestion(step, index, seed, source)?.question ?? null };
  }
  const posed = lessonQuestion(step, index, seed, null);
  const source = posed?.source ?? exampleStep(examples[step.example]);
  const { rules, state, input } = source;
  const { spec, optimizer, clipNorm } = rules;
  const training = trainSettings.parse({ optimizer, clipNorm, learningRate: input.learningRate });
  const names = exampleNames(examples[step.example]);
  const features = Array.from({ length: spec.inputs }, (_, at) => names.input(at));
  const walk: Walk = {
    rules: { spec, training, seed, classWeights: null },
    raw: rawOf(source),
    numbers: input.batch.x.map((_, row) => row + 1),
    ...{ state, input, trace: trainingStep(rules, state, input) },
  };
  const prep = prepOf(own.output.prep, source, features);
  const output: WalkthroughOutput = {
    ...own.output,
    ...{ source: 'example', spec, training, prep, identifiers: [] },
  };
  return { output, walk, question: posed?.question ?? null };
}

/** Raw values of an example's rows: what a scaled input came from; others stand as they are. */
function rawOf({ input, scalings }: StepSource): CellValue[][] {
  return input.batch.x.map((values, row) =>
    values.map((value, at) => scalings?.[row]?.[at]?.raw ?? value),
  );
}

function prepOf(like: FittedPrep, { scalings }: StepSource, features: string[]): FittedPrep {
  const steps = features.flatMap((column, at): FittedPrep['steps'] => {
    const scaling = scalings?.[0]?.[at];
    if (!scaling) return [];
    const { mean, deviation } = scaling;
    const fitted = { offset: mean, factor: 1 / deviation, fill: mean };
    return [{ type: 'numeric', column, log: false, ...fitted, missing: false }];
  });
  return {
    ...like,
    label: { ...like.label, column: '' },
    columns: features.map((name) => ({ name, type: 'real' })),
    ...{ steps, features, origins: features.map((_, at) => at) },
  };
}
