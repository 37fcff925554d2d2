import { belowIn, rolledUp, shownClasses, type ClassTable } from './base-classes.ts';
import type { ShownColumn } from './hierarchy.ts';
import type { Pace } from './partition.ts';
import { searchLattice, type Found } from './search-lattice.ts';

type Options = {
  /** Smallest class, all rows, and the largest share of them left out. */
  wanted: number;
  rows: number;
  mostLeftOut: number;
  pace: Pace;
  progress(weighed: number): void;
};

/** Classes looked at in all and ways weighed: by count and not by time, so that the result is the same everywhere. */
const mostLookedAt = 30_000_000;
const mostWeighed = 2000;
const mostKept = 12;

/** The levels that hide everybody among as many as wanted and lose least; null where there are too few rows for any. Throws cancelled. */
export function finestFit(
  base: ClassTable,
  levels: readonly ShownColumn[][],
  { wanted, rows, mostLeftOut, pace, progress }: Options,
): Promise<Found | null> {
  // What is coarser is counted from the smallest table of classes that is finer.
  const tables: { levels: readonly number[]; table: ClassTable }[] = [
    { levels: levels.map(() => 0), table: base },
  ];
  let [lookedAt, weighed] = [0, 0];
  return searchLattice(
    levels.map((own) => own.length),
    () => lookedAt < mostLookedAt && weighed < mostWeighed,
    async (chosen) => {
      const shown = chosen.map((level, at) => levels[at]![level]!);
      const { table } = tables
        .filter((one) => one.levels.every((level, at) => level <= chosen[at]!))
        .reduce((a, b) => (b.table.sizes.length < a.table.sizes.length ? b : a));
      const { part, sizes } = await shownClasses(table, shown, pace);
      if (tables.length < mostKept && sizes.length < table.sizes.length / 2)
        tables.push({ levels: chosen, table: rolledUp(table, part, sizes) });
      lookedAt += table.sizes.length;
      weighed += 1;
      progress(weighed);
      const { below } = belowIn(sizes, wanted);
      return { fits: below <= mostLeftOut * rows, lost: lostIn(shown, below, rows) };
    },
  );
}

/** Share of what the columns say that is lost, by entropy and the mean of columns; a row left out loses all. */
export function lostIn(shown: readonly ShownColumn[], leftOut: number, rows: number): number {
  const coarser = shown.reduce((sum, { lost }) => sum + lost, 0) / Math.max(1, shown.length);
  const gone = leftOut / Math.max(1, rows);
  return (1 - gone) * coarser + gone;
}
