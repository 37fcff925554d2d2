import { choices, columnMissing, PortraitError } from '#shared/errors/index.ts';
import type { FeaturesSettings } from '#shared/model/cells/features.ts';
import type { LabelKind } from '#shared/model/prep.ts';
import type { Column } from '#shared/model/table.ts';
import { labelKindOf, mostClasses, valueNumber, valueText } from '#shared/encoding/index.ts';
import { readBoolean } from '#shared/values/boolean-text.ts';
import type { TableSource } from '../table-source.ts';

/** What is known of the label before the split. */
export type LabelScan = {
  column: Column;
  kind: LabelKind;
  /** Sorted; empty for numbers. */
  classes: string[];
  /** Per row: position in `classes` (0 for numbers), -1 without a label. */
  codes: Int32Array;
};

/**
 * Reads the label column: its kind, its classes and each row's class.
 * Throws label_missing, column_missing, column_type, label_one_class, label_too_many_classes.
 */
export async function scanLabel(
  source: TableSource,
  settings: FeaturesSettings['label'],
  pace: () => Promise<void>,
): Promise<LabelScan> {
  if (settings.column === null) throw new PortraitError('label_missing');
  const index = source.info.columns.findIndex((column) => column.name === settings.column);
  const column = source.info.columns[index];
  if (column === undefined) throw columnMissing(settings.column, source.info.columns);
  const codes = new Int32Array(source.info.rows).fill(-1);
  const positions = new Map<string, number>();
  let numeric = true;
  for (const { first, rows } of source.scan([index])) {
    rows.forEach((row, offset) => {
      const text = valueText(row[0], column);
      if (text === null) return;
      if (numeric && valueNumber(row[0]) === null) numeric = false;
      codes[first + offset] = position(positions, text);
    });
    await pace();
  }
  const kind = settings.kind === 'auto' ? labelKindOf(column.type, positions.size) : settings.kind;
  if (positions.size === 0) {
    throw new PortraitError('label_one_class', { column: column.name, value: '–' });
  }
  if (kind === 'number') {
    if (!numeric || column.type === 'date') {
      throw new PortraitError('column_type', {
        column: column.name,
        found: column.type,
        expected: 'integer|real',
      });
    }
    return { column, kind, classes: [], codes: codes.map((code) => Math.min(code, 0)) };
  }
  const limit = kind === 'binary' ? 2 : mostClasses;
  if (positions.size > limit) {
    throw new PortraitError('label_too_many_classes', {
      column: column.name,
      found: positions.size > mostClasses ? `> ${mostClasses}` : positions.size,
      limit,
    });
  }
  return { column, kind, ...sortClasses(positions, codes, column) };
}

/** Positions past the class limit all share one: only their being too many matters then. */
function position(positions: Map<string, number>, text: string): number {
  const known = positions.get(text);
  if (known !== undefined) return known;
  if (positions.size > mostClasses) return mostClasses;
  positions.set(text, positions.size);
  return positions.size - 1;
}

function sortClasses(
  positions: Map<string, number>,
  codes: Int32Array,
  column: Column,
): { classes: string[]; codes: Int32Array } {
  const classes = sortValues([...positions.keys()], column);
  const rank = new Map(classes.map((value, index) => [value, index]));
  const newCode = [...positions.keys()].map((value) => rank.get(value) ?? -1);
  return { classes, codes: codes.map((code) => (code < 0 ? -1 : (newCode[code] ?? -1))) };
}

/** Numbers by size, anything else by code unit. */
export function sortValues(values: string[], column: Column): string[] {
  const numeric = column.type === 'integer' || column.type === 'real';
  return values.sort((a, b) => {
    if (numeric) return Number(a) - Number(b);
    return a < b ? -1 : a > b ? 1 : 0;
  });
}

/**
 * [negative, positive] of a binary label: the class asked for, else the one that says true, else the one rarer in the
 * training part (the later of two equally frequent ones).
 */
export function orderBinary(
  column: string,
  classes: string[],
  trainCounts: number[],
  positive: string | null,
): [string, string] {
  const [first, second] = classes;
  if (first === undefined || second === undefined) {
    throw new PortraitError('label_one_class', { column, value: first ?? '–' });
  }
  const chosen = positive === null ? undefined : chosenClass(column, classes, positive);
  const isTrue = classes.filter((value) => readBoolean(value, true) === 1);
  const rarer = trainCounts[0]! < trainCounts[1]! ? first : second;
  const wanted = chosen ?? (isTrue.length === 1 ? isTrue[0] : undefined) ?? rarer;
  return wanted === first ? [second, first] : [first, second];
}

function chosenClass(column: string, classes: string[], positive: string): string {
  const word = positive.trim().toLowerCase();
  const wanted = readBoolean(positive, true);
  const found =
    classes.find((value) => value === positive) ??
    classes.find((value) => value.trim().toLowerCase() === word) ??
    classes.find((value) => wanted !== undefined && readBoolean(value, true) === wanted);
  if (found === undefined) {
    const params = { column, value: positive, ...choices(positive, classes) };
    throw new PortraitError('label_positive_unknown', params);
  }
  return found;
}
