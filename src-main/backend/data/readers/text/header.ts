import type { ColumnType } from '#shared/model/table.ts';

/**
 * Whether the first record names the columns: it does where some column's first value is unlike the type of the rest,
 * and, between texts alone, unless its values turn up below as the others do.
 */
export function hasHeader(
  first: readonly string[],
  restTypes: readonly ColumnType[],
  firstTypes: readonly ColumnType[],
  rest: readonly (readonly string[])[],
): boolean {
  if (firstTypes.some((type) => type !== 'text')) return false;
  if (restTypes.some((type) => type !== 'text')) return true;
  if (first.every((name) => name === '')) return false;
  return !first.every((name, c) => isOrdinary(name, c, rest)) && !looksLikeRow(first, rest);
}

const rowsThatTell = 20;

/** Whether a value turns up again below. */
function isOrdinary(name: string, column: number, rest: readonly (readonly string[])[]): boolean {
  return rest.some((row) => row[column]!.trim() === name);
}

/** Among many rows a value that some column holds again and again is a category of it, not its name. */
function looksLikeRow(first: readonly string[], rest: readonly (readonly string[])[]): boolean {
  if (rest.length < rowsThatTell) return false;
  return first.some((name, c) => {
    const same = rest.filter((row) => row[c]!.trim() === name).length;
    return name !== '' && same > rest.length / rowsThatTell;
  });
}
