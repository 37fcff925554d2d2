import type { WalkStep } from '#shared/teaching/walk-steps.ts';
import { isNeurons, type NetColumn, type NeuronColumn } from './net-columns.ts';

/** The weight, and with it the unit, that is looked at: of the unit `unit` of column `column`, from the unit `from` before. */
export type Choice = { column: number; unit: number; from: number };

/** The column a choice is in; the last where the net has become smaller. */
export function chosenColumn(columns: readonly NetColumn[], { column }: Choice): NeuronColumn {
  const found = columns[column];
  const last = columns.at(-1);
  if (isNeurons(found)) return found;
  if (isNeurons(last)) return last;
  throw new RangeError('a net without an output');
}

/** What a step is best looked at with: the output where it is about the output, a hidden unit where it is about one. */
export function choiceFor(step: WalkStep, columns: readonly NetColumn[], now: Choice): Choice {
  const output = columns.length - 1;
  const within = (column: number): Choice => {
    const found = chosenColumn(columns, { ...now, column });
    const unit = Math.min(now.unit, found.units - 1);
    const from = Math.min(now.from, (found.input[0]?.length ?? 1) - 1);
    return { column: found.at, unit, from };
  };
  if (step === 'loss' || step === 'outputDelta' || step === 'layers') return within(output);
  const hidden = step === 'hiddenDelta' || step === 'dropout' || step === 'norms';
  if (hidden && now.column === output) return within(Math.max(1, output - 1));
  if (step === 'encoding' || step === 'preActivation') return within(1);
  return within(Math.min(now.column, output));
}
