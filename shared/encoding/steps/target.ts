import type { FittedStep } from '../../model/prep.ts';
import type { ValueKind } from '../../model/table.ts';
import { valueText } from '../value.ts';
import { missingName, type Coder } from './coder.ts';

type TargetStep = Extract<FittedStep, { type: 'target' }>;
type Output = TargetStep['outputs'][number];

/** A mean label as a feature, before it is rounded to float32. */
export function scaledMean({ offset, factor }: Output, mean: number): number {
  return (mean - offset) * factor;
}

/** The smoothed mean label of the value, one feature an output, as rows that were not learnt from have it. */
export function targetCoder(step: TargetStep, kind: ValueKind): Coder {
  const position = new Map(step.values.map((value, index) => [value, index]));
  const { outputs, column } = step;
  const names = outputs.map(({ name }) => (name === null ? column : `${column}~${name}`));
  if (step.missing) names.push(missingName(column));
  return {
    names,
    write(value, out, at) {
      const text = valueText(value, kind);
      const index = text === null ? undefined : position.get(text);
      outputs.forEach((output, number) => {
        const other = text === null ? output.absent : output.unseen;
        const mean = index === undefined ? other : (output.means[index] ?? other);
        out[at + number] = scaledMean(output, mean);
      });
      if (step.missing && text === null) out[at + outputs.length] = 1;
    },
  };
}
