import type { DenseRows } from '#shared/engine/recommend.ts';
import { columnPlace } from '#shared/errors/index.ts';
import { truthWordsOf, valueText } from '#shared/encoding/index.ts';
import type { CellValue, Column, TableInfo, TruthWords } from '#shared/model/table.ts';
import type { TableStore } from '../../../storage/index.ts';
import { partsOf, separatorOf } from './category-parts.ts';
import type { KeyIndex } from '../keys/key-index.ts';

export type SideContext = { tables: TableStore; ids: KeyIndex; pace(): Promise<void> };

/** Columns of a side table (users or items) lined up with the numbered ids; null where an id has no row. */
export type SideColumns = { columns: Column[]; values: CellValue[][] };

/**
 * Reads a side table by its key, all columns or the wanted ones. Of rows that repeat a key the first value that is
 * there counts, column by column, so that events may serve as a side table; of those only rows with a value in `within`
 * speak, since rows that are nobody's are often corrections with remarks in place of names.
 * @throws column_missing
 */
export async function readSideTable(
  table: TableInfo,
  key: string,
  wanted: readonly (string | null)[] | null,
  { tables, ids, pace }: SideContext,
  within: string | null = null,
): Promise<SideColumns> {
  const at = columnPlace(key, table.columns);
  const scope = within === null ? at : columnPlace(within, table.columns);
  const chosen =
    wanted === null
      ? [...table.columns.keys()]
      : [...new Set(wanted.filter((name) => name !== null))].map((name) =>
          columnPlace(name, table.columns),
        );
  const values = chosen.map(() => new Array<CellValue>(ids.ids.length).fill(null));
  for (const { rows } of tables.scan(table.id, { columns: [at, scope, ...chosen] })) {
    for (const row of rows) {
      const number = ids.find(row[0] ?? null);
      if (number === undefined || (row[1] ?? null) === null) continue;
      values.forEach((column, c) => (column[number] ??= row[c + 2] ?? null));
    }
    await pace();
  }
  return { columns: chosen.map((c) => table.columns[c]!), values };
}

/** Ids in the key column, in order of appearance. */
export async function keysOf(
  table: TableInfo,
  key: string,
  { tables, pace }: SideContext,
): Promise<NonNullable<CellValue>[]> {
  const keys: NonNullable<CellValue>[] = [];
  for (const { rows } of tables.scan(table.id, { columns: [columnPlace(key, table.columns)] })) {
    for (const [value] of rows) if (value !== null && value !== undefined) keys.push(value);
    await pace();
  }
  return keys;
}

/** The values of one column by name; undefined where there is no such column to be had. */
export function sideColumn(side: SideColumns | null, name: string | null): CellValue[] | undefined {
  if (side === null || name === null) return undefined;
  return side.values[columnPlace(name, side.columns)];
}

/** Values as a person reads them: truth values in their column's words. */
export function shownValues(column: Column, values: readonly CellValue[]): CellValue[] {
  return column.type === 'boolean' ? values.map((value) => valueText(value, column)) : [...values];
}

/**
 * How one feature comes from a column: standardised (missing becomes the mean; `words` of truth values are 0 and 1), or 1
 * where the value is this one.
 */
export type FeatureRule = { column: string } & (
  | { kind: 'number'; mean: number; scale: number; words?: TruthWords }
  | { kind: 'equals'; value: string }
  /** Among several values joined in one. */
  | { kind: 'includes'; value: string; separator: string }
);

export function applyRule(rule: FeatureRule, value: CellValue): number {
  if (rule.kind === 'includes')
    return value !== null && partsOf(String(value), rule.separator).includes(rule.value) ? 1 : 0;
  if (rule.kind === 'equals') return value !== null && String(value) === rule.value ? 1 : 0;
  const number = ruleNumber(rule, value);
  return number === null ? 0 : (number - rule.mean) * rule.scale;
}

/** The number that a value is for a rule of numbers; null for what is none. */
export function ruleNumber(
  { words }: Extract<FeatureRule, { kind: 'number' }>,
  value: CellValue,
): number | null {
  if (typeof value === 'number') return value;
  const truth = value === null ? -1 : (words?.indexOf(value) ?? -1);
  return truth < 0 ? null : truth;
}

/** Values of one column that become features of their own. */
const mostCategories = 30;

export type EncodedSide = { features: DenseRows | null; names: string[]; rules: FeatureRule[] };

/** Encodes attributes for recommenders, all columns or the named ones. */
export function encodeSide(
  side: SideColumns | null,
  names: readonly (string | null)[] | null,
  except: readonly (string | null)[],
): EncodedSide {
  const rows = side?.values[0]?.length ?? 0;
  const made = (side?.columns ?? []).flatMap((column, c) => {
    if (except.includes(column.name)) return [];
    if (names !== null && !names.includes(column.name)) return [];
    const values = side!.values[c]!;
    return rulesOf(column, values).map((rule) => ({ rule, values }));
  });
  if (made.length === 0 || rows === 0) return { features: null, names: [], rules: [] };
  const value = new Float32Array(rows * made.length);
  made.forEach(({ rule, values }, f) => {
    for (let r = 0; r < rows; r++) value[r * made.length + f] = applyRule(rule, values[r] ?? null);
  });
  const rules = made.map(({ rule }) => rule);
  return {
    features: { columns: made.length, value },
    names: rules.map((rule) =>
      rule.kind !== 'number' ? `${rule.column} = ${rule.value}` : rule.column,
    ),
    rules,
  };
}

function rulesOf(column: Column, values: readonly CellValue[]): FeatureRule[] {
  if (column.type === 'date') return [];
  if (column.type === 'integer' || column.type === 'real' || column.type === 'boolean')
    return standardised(column, values);
  const separator = separatorOf(values);
  const counts = new Map<string, number>();
  for (const value of values)
    for (const part of value === null ? [] : new Set(partsOf(String(value), separator)))
      counts.set(part, (counts.get(part) ?? 0) + 1);
  // A text of its own for nearly everyone (a name, an e-mail) says nothing about taste.
  if (column.type === 'text' && counts.size > Math.max(mostCategories, values.length / 20))
    return [];
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostCategories)
    .map(([value]) =>
      separator === null
        ? { column: column.name, kind: 'equals', value }
        : { column: column.name, kind: 'includes', value, separator },
    );
}

function standardised(column: Column, values: readonly CellValue[]): FeatureRule[] {
  const known = values.filter((value) => typeof value === 'number');
  const mean = known.reduce((sum, v) => sum + v, 0) / (known.length || 1);
  const variance = known.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (known.length || 1);
  if (variance === 0) return [];
  const words = column.type === 'boolean' ? { words: truthWordsOf(column) } : {};
  const rule = { kind: 'number' as const, mean, scale: 1 / Math.sqrt(variance), ...words };
  return [{ column: column.name, ...rule }];
}
