import type { FittedLabel, LabelKind } from '../model/prep.ts';
import type { CellValue, ColumnType, ValueKind } from '../model/table.ts';
import { valueNumber, valueText } from './value.ts';

/** More different values than this are no classes. */
export const mostClasses = 100;
/** An integer label with up to this many values counts as classes where it is not said otherwise. */
const mostIntegerClasses = 10;

/** What a label of so many different values is learnt as where it is not said. */
export function labelKindOf(type: ColumnType, distinct: number): LabelKind {
  if (distinct <= 2) return 'binary';
  if (type === 'real') return 'number';
  if (type === 'integer') return distinct > mostIntegerClasses ? 'number' : 'classes';
  return 'classes';
}

/** Numbers a label takes: 1 for binary and number labels, one per class for several classes. */
export function labelTargets(label: FittedLabel): number {
  return label.kind === 'classes' ? label.classes.length : 1;
}

/** Position of a row's class, or null where the label is missing or of no known class. Not for number labels. */
function labelClass(
  label: FittedLabel,
  kind: ValueKind,
): (value: CellValue | undefined) => number | null {
  const position = new Map(label.classes.map((value, index) => [value, index]));
  return (value) => {
    const text = valueText(value, kind);
    return text === null ? null : (position.get(text) ?? null);
  };
}

/** What a row's label says: the position of its class, or the number; null where it says nothing that is known. */
export function labelValue(
  label: FittedLabel,
  kind: ValueKind,
): (value: CellValue | undefined) => number | null {
  return label.kind === 'number' ? valueNumber : labelClass(label, kind);
}

/**
 * Writes a row's targets: 0 or 1, a one among zeros, or (value - offset) * factor. Rows without a label get NaN, so
 * that none is ever learnt from unnoticed.
 */
export function labelWriter(
  label: FittedLabel,
  kind: ValueKind,
): (value: CellValue | undefined, out: Float32Array, at: number) => void {
  const targets = labelTargets(label);
  if (label.kind === 'number') {
    return (value, out, at) => {
      const number = valueNumber(value);
      out[at] = number === null ? NaN : (number - label.offset) * label.factor;
    };
  }
  const classOf = labelClass(label, kind);
  return (value, out, at) => {
    const index = classOf(value);
    if (index === null) out.fill(NaN, at, at + targets);
    else if (label.kind === 'binary') out[at] = index;
    else out[at + index] = 1;
  };
}

/** The number a model's output stands for, in the label's own unit. */
export function decodeNumber(label: FittedLabel, output: number): number {
  return output / label.factor + label.offset;
}

/** Class of a row of probabilities: the likeliest (the first among equals), or by threshold for binary labels. */
export function decodeClass(
  label: FittedLabel,
  outputs: ArrayLike<number>,
  at: number,
  threshold: number,
): number {
  if (label.kind === 'binary') return outputs[at]! >= threshold ? 1 : 0;
  let best = 0;
  for (let index = 1; index < label.classes.length; index++) {
    if (outputs[at + index]! > outputs[at + best]!) best = index;
  }
  return best;
}
