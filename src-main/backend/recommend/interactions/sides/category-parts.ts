import type { CellValue } from '#shared/model/table.ts';

const separators = ['|', ';', '；', ',', '，', '、'] as const;
/** Different values looked at. */
const looked = 5000;
const longestName = 40;
/** Of an items table so many yes/no columns are taken for its categories where no column names them. */
const fewestFlags = 4;

/**
 * What joins several categories in one value (`Action|Comedy`), told over the column: a bar always does; a comma or a
 * semicolon where the parts are names of their own, most of them in more than one combination. Null where values are whole.
 */
export function separatorOf(values: readonly CellValue[]): string | null {
  const wholes = new Set<string>();
  for (const value of values) {
    if (typeof value === 'string' && value !== '') wholes.add(value);
    if (wholes.size >= looked) break;
  }
  return separators.find((separator) => joins([...wholes], separator)) ?? null;
}

function joins(wholes: readonly string[], separator: string): boolean {
  const joined = wholes.filter((whole) => whole.includes(separator));
  if (joined.length === 0) return false;
  if (separator === '|') return true;
  const combinations = new Map<string, number>();
  for (const whole of wholes)
    for (const part of new Set(partsOf(whole, separator)))
      combinations.set(part, (combinations.get(part) ?? 0) + 1);
  const shared = [...combinations.values()].filter((count) => count > 1).length;
  const names = [...combinations.keys()].every((part) => part.length <= longestName);
  return (
    joined.length >= 3 &&
    names &&
    combinations.size < wholes.length &&
    2 * shared > combinations.size
  );
}

export function partsOf(value: string, separator: string | null): string[] {
  if (separator === null) return [value];
  return value.split(separator).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}

type Categories = { categories: (string | null)[] | null; categorySeparator: string | null };

/** The categories of an item, each by itself. */
export function categoriesOf(
  { categories, categorySeparator }: Categories,
  item: number,
): string[] {
  const value = categories?.[item] ?? null;
  return value === null ? [] : partsOf(value, categorySeparator);
}

/**
 * Categories told by yes/no columns, one for each category as MovieLens' u.item has them, joined by bars; null where there
 * are too few such columns.
 */
export function flaggedCategories(
  columns: readonly { name: string }[],
  values: readonly (readonly CellValue[])[],
): (string | null)[] | null {
  const flags = columns.flatMap(({ name }, at) =>
    isFlag(values[at]!) ? [{ name, own: values[at]! }] : [],
  );
  if (flags.length < fewestFlags) return null;
  return flags[0]!.own.map((_, item) => {
    const set = flags.filter(({ own }) => isSet(own[item] ?? null)).map(({ name }) => name);
    return set.length === 0 ? null : set.join('|');
  });
}

function isSet(value: CellValue): boolean {
  return value === 1 || (typeof value === 'string' && /^(1|true|yes|y)$/i.test(value));
}

function isFlag(values: readonly CellValue[]): boolean {
  let known = false;
  for (const value of values) {
    if (value === null) continue;
    if (!isSet(value) && !(value === 0 || /^(0|false|no|n)$/i.test(String(value)))) return false;
    known = true;
  }
  return known;
}
