import { chooseQuestion } from '#shared/teaching/choose-question.ts';
import type { Question } from '#shared/teaching/question.ts';
import { questionKinds } from '#shared/teaching/questions/index.ts';
import { traceOf, type Scaling, type StepSource } from '#shared/teaching/trace.ts';
import type { WalkStep } from '#shared/teaching/walk-steps.ts';
import type { FittedPrep } from '#shared/model/prep.ts';
import { valueNumber } from '#shared/encoding/index.ts';
import type { NetNames } from '../../../teaching/words.ts';
import { isLabelled, type Walk } from '../walk.ts';

/** A question about the step looked at, drawn by a seed; null where the step has no number to ask for. */
export function questionOf(
  walk: Walk,
  prep: FittedPrep,
  step: WalkStep,
  seed: number,
): Question | null {
  const source = sourceOf(walk, prep);
  if (source === null) return null;
  const trace = traceOf(source, walk.trace);
  for (const kind of Object.values(questionKinds)) {
    const question = kind.step === step ? chooseQuestion(kind, trace, seed) : null;
    if (question) return question;
  }
  return null;
}

/** A walk as questions want it; null where a row has no label. */
export function sourceOf(walk: Walk, prep: FittedPrep): StepSource | null {
  if (!isLabelled(walk)) return null;
  const { optimizer, clipNorm } = walk.rules.training;
  const rules = { spec: walk.rules.spec, optimizer, clipNorm };
  return { rules, state: walk.state, input: walk.input, scalings: scalingsOf(walk, prep) };
}

/** Which inputs are numbers less their mean, by their deviation, with what they came from. */
function scalingsOf(
  { raw }: Walk,
  { steps, columns, features, origins }: FittedPrep,
): (Scaling | null)[][] {
  return raw.map((values) =>
    features.map((name, feature) => {
      const column = origins[feature] ?? -1;
      const step = steps.find((one) => one.column === columns[column]?.name);
      const value = valueNumber(values[column]);
      if (step?.type !== 'numeric' || value === null || name !== step.column) return null;
      const plain = step.offset === 0 && step.factor === 1;
      if (step.log || step.known || step.scale || plain) return null;
      return { raw: value, mean: step.offset, deviation: 1 / step.factor };
    }),
  );
}

/** How a question calls the parts of this net. */
export function namesOf({ rules }: Walk, features: readonly string[]): NetNames {
  return {
    input: (index) => features[index] ?? String(index + 1),
    hidden: rules.spec.layers.filter(({ type }) => type === 'dense').length,
    outputs: rules.spec.output.units,
  };
}
