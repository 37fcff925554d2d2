import type { CodedColumn } from './coded-columns.ts';
import type { ShownColumn } from './hierarchy.ts';
import { combine, combineAll, sizesOf, type Pace, type Partition } from './partition.ts';

/** Classes of rows: how many each has, and of each column the number of its value. */
export type ClassTable = { sizes: Uint32Array; codes: Uint32Array[] };

/** Rows that equal in all quasi-identifiers, one item each: all that generalising needs to look at. */
export type BaseClasses = ClassTable & {
  rows: Partition;
  /** Classes that equal in all other columns, one partition a column. */
  without: Partition[];
};

/** Throws cancelled. */
export async function baseClasses(
  columns: readonly CodedColumn[],
  rows: number,
  pace: Pace,
): Promise<BaseClasses> {
  const all = await combineAll(
    columns.map(({ part }) => part),
    rows,
    pace,
  );
  const first = firstOf(all);
  const codes: Uint32Array[] = [];
  for (const { part } of columns) {
    await pace();
    codes.push(first.map((row) => part.of[row]!));
  }
  const parts = codes.map((of, at) => ({ of, count: columns[at]!.part.count }));
  return {
    rows: all,
    sizes: sizesOf(all),
    codes,
    without: await leavingOut(parts, all.count, pace),
  };
}

/** All parts but one combined, for each: what stands before it with what stands behind. */
async function leavingOut(
  parts: readonly Partition[],
  items: number,
  pace: Pace,
): Promise<Partition[]> {
  const behind: Partition[] = [];
  let after = await combineAll([], items, pace);
  for (const part of parts.toReversed()) {
    behind.push(after);
    after = await combine(after, part, pace);
  }
  const without: Partition[] = [];
  let before = await combineAll([], items, pace);
  for (const part of parts) {
    without.push(await combine(before, behind.pop()!, pace));
    before = await combine(before, part, pace);
  }
  return without;
}

/** Classes as they fall together where columns are shown so: the new class of each, and the rows of each new one. */
export async function shownClasses(
  { sizes, codes }: ClassTable,
  shown: readonly ShownColumn[],
  pace: Pace,
): Promise<{ part: Partition; sizes: Uint32Array }> {
  const parts = shown
    .map((column, at) => ({ codes: codes[at]!, column }))
    .filter(({ column }) => column.count > 1)
    .map((one) => shownPart(one.codes, one.column));
  const part = await combineAll(parts, sizes.length, pace);
  return { part, sizes: sizesOf(part, sizes) };
}

/** New classes as a table of their own: each by the values of the first class in it. */
export function rolledUp({ codes }: ClassTable, part: Partition, sizes: Uint32Array): ClassTable {
  const first = firstOf(part);
  return { sizes, codes: codes.map((own) => first.map((item) => own[item]!)) };
}

function firstOf({ of, count }: Partition): Uint32Array {
  const first = new Uint32Array(count);
  for (let item = of.length - 1; item >= 0; item -= 1) first[of[item]!] = item;
  return first;
}

export function shownPart(codes: Uint32Array, { classOf, count }: ShownColumn): Partition {
  return { of: codes.map((code) => classOf[code]!), count };
}

/** Rows in classes smaller than wanted, and rows alone. */
export function belowIn(sizes: Uint32Array, wanted: number): { below: number; unique: number } {
  let [below, unique] = [0, 0];
  for (const size of sizes) {
    if (size < wanted) below += size;
    if (size === 1) unique += 1;
  }
  return { below, unique };
}
