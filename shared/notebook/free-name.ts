import type { Cell } from './notebook.ts';

/** The most characters of a cell's name. */
const most = 80;

/**
 * A name no cell but `except` has yet: the given one, cut to 80 characters, or with the lowest free number behind it.
 * Names differ in more than upper and lower case, as SQL wants it.
 */
export function freeName(cells: readonly Cell[], wanted: string, except?: string): string {
  const others = cells.filter(({ id }) => id !== except);
  const taken = new Set(others.map(({ name }) => name.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` ${number}`;
    const name = wanted.slice(0, most - suffix.length) + suffix;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
