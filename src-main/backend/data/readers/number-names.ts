import type { ColumnType } from '#shared/model/table.ts';

/** One number above texts may be a code among codes; two or more, each for itself, are not. */
const leastNames = 2;
const integer = /^\d+$/;
const number = /^[-+]?\d[\d.,]*$/;

/**
 * Which fields of a first record are whole numbers that name columns (items, places, years): none of them stands again below
 * its column, and the columns are truth values, or hold no more numbers than words, whole rows of them as in a table on its
 * side.
 */
export function numberNames(
  first: readonly string[],
  restTypes: readonly ColumnType[],
  rest: readonly (readonly string[])[],
): boolean[] {
  const columns = first.flatMap((name, c) => (integer.test(name) ? [c] : []));
  const no = first.map(() => false);
  const apart = new Set(first).size === first.length && columns.length < first.length;
  if (rest.length === 0 || columns.length < leastNames || !apart) return no;
  const onItsSide = rest.every((row) => {
    const values = columns.map((c) => (row[c] ?? '').trim()).filter((value) => value !== '');
    return new Set(values.map((value) => number.test(value))).size <= 1;
  });
  const names = columns.every((c) => {
    const below = rest.map((row) => (row[c] ?? '').trim()).filter((value) => value !== '');
    if (below.length === 0 || below.includes(first[c]!)) return false;
    if (restTypes[c] === 'boolean')
      return !/^[01]$/.test(first[c]!) && below.every((value) => !integer.test(value));
    const numbers = below.filter((value) => number.test(value)).length;
    return onItsSide && restTypes[c] === 'text' && 2 * numbers <= below.length;
  });
  return names ? first.map((_, c) => columns.includes(c)) : no;
}
