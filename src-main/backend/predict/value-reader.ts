import { PortraitError } from '#shared/errors/portrait-error.ts';
import type { PredictOutput, PredictSettings } from '#shared/model/cells/predict.ts';
import { valueText } from '#shared/encoding/index.ts';
import type { CellValue, ColumnType, ValueKind } from '#shared/model/table.ts';
import { readBoolean } from '#shared/values/boolean-text.ts';
import { readPlainNumber } from '#shared/values/number/index.ts';
import { storedTime } from '#shared/values/time/index.ts';
import type { BroughtColumn } from './messages.ts';

type Told = PredictOutput['told'][number];
/** Undefined for what cannot be read. */
type Read = (value: string | number) => CellValue | undefined;

const asIs: Read = (value) => value;
const family: Record<ColumnType, 'number' | 'text' | 'date' | 'boolean'> = {
  integer: 'number',
  real: 'number',
  text: 'text',
  category: 'text',
  date: 'date',
  boolean: 'boolean',
};

/** How values of a column of one type are read as another; null where no value of it could be. */
function reading(found: ValueKind, expected: ValueKind): Read | null {
  const [from, to] = [family[found.type], family[expected.type]];
  if (from === to) return to === 'number' ? numberOf : asIs;
  if (to === 'text') return (value) => valueText(value, found);
  if (to === 'number') return from === 'date' ? null : numberOf;
  if (to === 'boolean') return from === 'date' ? null : booleanOf(expected);
  return from === 'text' ? dateOf : null;
}

/** Text of an integer that no float64 holds is a number like any other: the nearest one is taken, as in training. */
const numberOf: Read = (value) => {
  if (typeof value === 'number') return value;
  return value === '' ? null : readPlainNumber(value);
};
const booleanOf =
  ({ words }: ValueKind): Read =>
  (value) => {
    if (typeof value === 'number') return value === 0 || value === 1 ? value : undefined;
    return value === '' ? null : readBoolean(value, true, words);
  };
const dateOf: Read = (value) => {
  if (value === '') return null;
  return storedTime(value) === null ? undefined : value;
};

/** Reads the values of an input column, and tells what was found on the way. */
export type ValueReader = {
  read(value: CellValue, row: number): CellValue;
  told(): Told[];
};

/**
 * Throws column_type where the column's type cannot be read as the expected one, and, unless bad values count as missing,
 * predict_value for the first that cannot.
 */
export function createValueReader(
  { found, expected }: BroughtColumn,
  badValues: PredictSettings['badValues'],
): ValueReader {
  const read = reading(found, expected);
  if (read === null) {
    const types = { found: found.type, expected: expected.type };
    throw new PortraitError('column_type', { column: expected.name, ...types });
  }
  const counts = { bad: { count: 0, row: 0 }, infinite: { count: 0, row: 0 } };
  const count = (of: keyof typeof counts, row: number): void => {
    if (counts[of].count++ === 0) counts[of].row = row;
  };
  return {
    read(value, row) {
      if (value === null) return null;
      const made = read(value);
      if (made === undefined) {
        if (badValues === 'error') {
          const params = { row, column: expected.name, value: shortened(value) };
          throw new PortraitError('predict_value', { ...params, expected: expected.type });
        }
        count('bad', row);
        return null;
      }
      if (typeof made === 'number' && !Number.isFinite(made)) count('infinite', row);
      return made;
    },
    told() {
      const about = { column: expected.name, found: found.type, expected: expected.type };
      const { bad, infinite } = counts;
      const told: Told[] = [];
      if (family[found.type] !== family[expected.type]) {
        told.push({ kind: 'read_as', ...about, count: 0, row: null });
      }
      if (bad.count > 0) told.push({ kind: 'bad_value', ...about, ...bad });
      if (infinite.count > 0) told.push({ kind: 'infinite', ...about, ...infinite });
      return told;
    },
  };
}

const longest = 60;

function shortened(value: string | number): string {
  const text = String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
