import type { ParseOptions } from '#shared/model/cells/data.ts';
import type { TypedValue } from '../../types/evidence.ts';

/** A row of a sheet: its number, and its values by column. */
export type SheetRow = { row: number; values: readonly TypedValue[] };

/** Where a table stands in a sheet: its header's row (or the last row before it), and its columns. */
export type Layout = { header: boolean; above: number; columns: number[]; names: string[] };

/** Of the widest row among the first ones, so much must be filled in the first row of the table. */
const wideEnough = 0.5;

/**
 * Finds the table among a sheet's first rows: it begins with the first row that fills at least half of its width, so
 * that titles and remarks above it are left out. That row names the columns where all of it is text.
 * @param rows Rows with something in them, at least one.
 */
export function findLayout(
  rows: readonly SheetRow[],
  { skip, header }: Pick<ParseOptions, 'skip' | 'header'>,
): Layout {
  const usable = skip === 'auto' ? rows : rows.filter(({ row }) => row > skip);
  const width = usable.reduce((most, { values }) => Math.max(most, filled(values).length), 0);
  const isFirst = ({ values }: SheetRow): boolean =>
    skip !== 'auto' || filled(values).length >= Math.max(1, width * wideEnough);
  const at = Math.max(0, usable.findIndex(isFirst));
  const first = usable[at];
  if (first === undefined) return { header: false, above: 0, columns: [], names: [] };
  const named = header === 'auto' ? namesColumns(first.values) : header;
  const below = usable.slice(at);
  const columns = [...new Set(below.flatMap(({ values }) => filled(values)))].sort((a, b) => a - b);
  return {
    header: named,
    above: named ? first.row : first.row - 1,
    columns,
    names: columns.map((column) => (named ? String(first.values[column] ?? '') : '')),
  };
}

function namesColumns(values: readonly TypedValue[]): boolean {
  return filled(values).every((column) => {
    const value = values[column];
    return typeof value === 'string' && !/^\d{4}-\d{2}-\d{2}( |$)/.test(value);
  });
}

function filled(values: readonly TypedValue[]): number[] {
  return [...values.keys()].filter((column) => (values[column] ?? null) !== null);
}
