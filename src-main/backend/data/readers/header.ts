import type { ColumnType } from '#shared/model/table.ts';

/**
 * Whether the first record names the columns: it does where some column's first value is unlike the type of the rest,
 * and, between texts alone, where its values differ from one another and from what stands below.
 */
export function hasHeader(
  first: readonly string[],
  restTypes: readonly ColumnType[],
  firstTypes: readonly ColumnType[],
  below: readonly ReadonlySet<string>[],
): boolean {
  if (firstTypes.some((type) => type !== 'text')) return false;
  if (restTypes.some((type) => type !== 'text')) return true;
  if (new Set(first).size < first.length) return false;
  return first.every((name, c) => below[c]?.has(name) !== true);
}

/** Names made usable: spaces around them cut, empty ones numbered, repeated ones told apart. */
export function columnNames(
  header: readonly string[],
  onWarning: (kind: 'duplicate_header' | 'empty_header', name: string) => void,
): string[] {
  const used = new Set(header.map((name) => name.trim()));
  const given = new Set<string>();
  return header.map((raw, index) => {
    let name = raw.trim();
    if (name === '') {
      name = numbered('column', index + 1, used);
      onWarning('empty_header', name);
    } else if (given.has(name)) {
      name = numbered(name, 2, used);
      onWarning('duplicate_header', name);
    }
    used.add(name);
    given.add(name);
    return name;
  });
}

function numbered(name: string, from: number, used: ReadonlySet<string>): string {
  let number = from;
  while (used.has(`${name} ${number}`)) number += 1;
  return `${name} ${number}`;
}
