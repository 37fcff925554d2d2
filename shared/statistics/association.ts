import { largest } from './extremes.ts';
import { rocAuc } from './auc.ts';
import { cramersV, type Tested } from './contingency.ts';
import { distinctValues, lastAtMost } from './distinct.ts';
import { kruskalWallis, spearman } from './rank-association.ts';

/** A column: numbers (NaN missing), or the group of each row (-1 missing). */
export type Associated =
  | { kind: 'number'; values: Float64Array }
  | { kind: 'groups'; groups: ArrayLike<number>; count: number };
/** A label: numbers (NaN missing), or the class of each row (-1 missing). */
export type AssociatedLabel =
  | { kind: 'number'; values: Float64Array }
  | { kind: 'classes'; codes: ArrayLike<number>; classes: number };
/** `strength` 0..1: how much the column alone tells of the label; `leaks`: it gives the label away. */
export type Association = { strength: number; leaks: boolean };

/**
 * From here on a single column is suspected to be made from the label: above what an honest column reaches (the best of
 * Breast Cancer Wisconsin .951), below a copy of the label with 1 row in 50 wrong (.960).
 */
const leaksFrom = 0.96;
/** One-sided 1 in 1,000: so strong by chance alone is not told as leakage. */
const beyondChance = 3.09;
/** Fewer rows outside the commonest class, or the commonest value, are too few to tell. */
const fewest = 5;
const rowsPerBin = 5;
const mostBins = 200;

/**
 * How much one column alone tells of the label, and whether it gives it away. The strongest of what applies, over the
 * rows where column and label are both there: numbers against two classes 2 |AUC - 1/2|; numbers against numbers
 * |Spearman's rho|; numbers against classes, or groups against numbers, the root of Kruskal and Wallis' epsilon squared;
 * groups (and bins of numbers, which need not rise) against classes Cramér's V less what chance gives. The pattern of
 * missing values counts as a column of its own. Null where nothing can be said.
 */
export function association(column: Associated, label: AssociatedLabel): Association | null {
  const found = [...presentTests(column, label), missingTest(column, label)].filter(
    (test) => test !== null,
  );
  if (found.length === 0) return null;
  return {
    strength: largest(found.map(({ strength }) => strength)),
    leaks: found.some(isLeak),
  };
}

function isLeak(test: Tested): boolean {
  return test.strength >= leaksFrom && test.support >= fewest && standardised(test) >= beyondChance;
}

function presentTests(column: Associated, label: AssociatedLabel): (Tested | null)[] {
  const rows = rowsOf(column).filter((row) => !isMissing(column, row) && !isMissing(label, row));
  if (column.kind === 'groups') {
    if (label.kind === 'classes') {
      return [cramersV(column.groups, column.count, label.codes, label.classes)];
    }
    return [kruskalWallis(pick(label.values, rows), pick(column.groups, rows), column.count)];
  }
  const values = pick(column.values, rows);
  if (label.kind === 'number') return [spearman(values, pick(label.values, rows))];
  const codes = pick(label.codes, rows);
  const ranked = kruskalWallis(values, codes, label.classes);
  const { groups, count } = binsOf(values);
  const auc = label.classes === 2 ? rocAuc(values, (row) => codes[row] === 1) : null;
  return [
    ranked === null || auc === null ? ranked : { ...ranked, strength: Math.abs(2 * auc - 1) },
    cramersV(groups, count, codes, label.classes),
  ];
}

function missingTest(column: Associated, label: AssociatedLabel): Tested | null {
  const rows = rowsOf(column).filter((row) => !isMissing(label, row));
  const missing = Uint8Array.from(rows, (row) => +isMissing(column, row));
  return label.kind === 'classes'
    ? cramersV(missing, 2, pick(label.codes, rows), label.classes)
    : kruskalWallis(pick(label.values, rows), missing, 2);
}

/** Values by their number where they are few, else bins of about equal size. */
function binsOf(values: Float64Array): { groups: Uint32Array; count: number } {
  const wanted = Math.max(2, Math.min(mostBins, Math.floor(values.length / rowsPerBin)));
  const distinct = distinctValues(values);
  const sorted = values.slice().sort();
  const start = (_: unknown, bin: number): number =>
    sorted[Math.floor((bin * sorted.length) / wanted)]!;
  const bounds =
    distinct.length <= wanted
      ? distinct
      : distinctValues(Float64Array.from({ length: wanted }, start));
  const groups = Uint32Array.from(values, (value) => lastAtMost(bounds, value));
  return { groups, count: bounds.length };
}

/** A chi-squared value as a standard normal one (Wilson and Hilferty 1931). */
function standardised({ chiSquared, df }: Tested): number {
  const spread = 2 / (9 * df);
  return (Math.cbrt(chiSquared / df) - (1 - spread)) / Math.sqrt(spread);
}

function isMissing(column: Associated | AssociatedLabel, row: number): boolean {
  if (column.kind === 'number') return Number.isNaN(column.values[row]);
  return ((column.kind === 'groups' ? column.groups : column.codes)[row] ?? -1) < 0;
}

const rowsOf = (column: Associated): Uint32Array =>
  Uint32Array.from(
    { length: (column.kind === 'number' ? column.values : column.groups).length },
    (_, row) => row,
  );

const pick = (values: ArrayLike<number>, rows: Uint32Array): Float64Array =>
  Float64Array.from(rows, (row) => values[row]!);
