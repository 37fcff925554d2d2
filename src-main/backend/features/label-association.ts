import type { LabelKind } from '#shared/model/prep.ts';
import type { CellValue, ValueKind } from '#shared/model/table.ts';
import { valueNumber, valueText } from '#shared/encoding/index.ts';
import { storedTime } from '#shared/values/time/index.ts';
import type { Associated, AssociatedLabel } from '#shared/statistics/association.ts';

/** A column's values as what can be compared with the label: numbers and dates as numbers, the rest by its values. */
export function associated(values: readonly CellValue[], column: ValueKind): Associated {
  const { type } = column;
  if (type === 'integer' || type === 'real' || type === 'date') {
    const number = type === 'date' ? storedTime : valueNumber;
    return { kind: 'number', values: Float64Array.from(values, (value) => number(value) ?? NaN) };
  }
  const known = new Map<string, number>();
  const groups = Int32Array.from(values, (value) => {
    const text = valueText(value, column);
    if (text === null) return -1;
    const group = known.get(text) ?? known.size;
    known.set(text, group);
    return group;
  });
  return { kind: 'groups', groups, count: known.size };
}

/** Class codes or numbers of the same rows. */
export function labelOf(
  { kind, classes }: { kind: LabelKind; classes: number },
  values: readonly number[],
): AssociatedLabel {
  return kind === 'number'
    ? { kind, values: Float64Array.from(values) }
    : { kind: 'classes', codes: Int32Array.from(values), classes };
}
