import { largest, smallest } from '#shared/statistics/extremes.ts';
import type { CellValue } from '#shared/model/table.ts';
import { isPostcodeName } from '#shared/privacy/anonymity/disclosure-role.ts';
import { generalised, type Level } from '#shared/privacy/anonymity/level.ts';
import type { CodedColumn } from './coded-columns.ts';

/** A column at one level: each value's class there, what is written for each value, and what is lost. */
export type ShownColumn = {
  level: Level;
  /** Class of each value by number, and how many there are. */
  classOf: Uint32Array;
  count: number;
  /** What stands for each value by number. */
  labels: CellValue[];
  /** Entropy of the value where its class is known, by its entropy: 0 exact, 1 left out. */
  lost: number;
};

const bands = 20;
const mostLevels = 5;
const tail = 0.02;

/** A column from exact to left out, each level coarser than the one before and made of whole classes of it. */
export function hierarchyOf(column: CodedColumn): ShownColumn[] {
  const shown: ShownColumn[] = [];
  for (const level of [{ type: 'exact' } as const, ...levelsOf(column)]) {
    const next = shownAt(level, column);
    if (next.count > 1 && next.count < (shown.at(-1)?.count ?? Infinity)) shown.push(next);
  }
  // A column of one value says nothing: exact as it is.
  if (column.values.length <= 1) return [shownAt({ type: 'exact' }, column)];
  return [...shown, shownAt({ type: 'none' }, column)];
}

function levelsOf(column: CodedColumn): Level[] {
  const { type, values, name } = column;
  if (type === 'boolean') return [];
  if (type === 'date') {
    return (['month', 'quarter', 'year', 'decade'] as const).map((unit) => ({
      type: 'period',
      unit,
    }));
  }
  const texts = values.flatMap((value) => (value === null ? [] : [String(value)]));
  const named = isPostcodeName(name);
  if (type !== 'real' && (named || (type !== 'integer' && areCodes(texts)))) return prefixes(texts);
  return type === 'integer' || type === 'real' ? numberBands(column) : commonest(values.length);
}

/** 25-34 and 35–49K: bands already, which do not belong together by what they begin with. */
const range = /^\d{1,3}\s*[-–]\s*\d{1,3}\s*\p{L}?$/u;

/** Short codes with digits in them, of nearly one length: what they begin with says where they belong. */
function areCodes(texts: readonly string[]): boolean {
  const lengths = texts.map(({ length }) => length);
  const [least, most] = [smallest(lengths.slice(0, 1000)), largest(lengths.slice(0, 1000))];
  const code = /^(?=.*\d)[A-Z0-9][A-Z0-9 -]*$/i;
  const alike = texts.filter((text) => code.test(text) && !range.test(text)).length;
  return (
    texts.length > 0 &&
    least >= 3 &&
    most <= 12 &&
    most - least <= 3 &&
    alike >= 0.95 * texts.length
  );
}

function prefixes(texts: readonly string[]): Level[] {
  const longest = texts.reduce((most, text) => Math.max(most, [...text].length), 0);
  const keeps = Array.from({ length: Math.max(0, longest - 1) }, (_, at) => longest - 1 - at);
  const step = Math.max(1, Math.ceil(keeps.length / mostLevels));
  return keeps.filter((keep) => (keep - 1) % step === 0).map((keep) => ({ type: 'prefix', keep }));
}

/** Bands of a width of 1, 2 or 5 and zeros, doubled level by level, between what all but the tails lie in. */
function numberBands(column: CodedColumn): Level[] {
  const whole = column.type === 'integer';
  let [low, high] = [quantile(column, tail), quantile(column, 1 - tail)];
  if (low === high) [low, high] = [quantile(column, 0), quantile(column, 1)];
  let width = roundUp((high - low) / bands);
  if (whole) width = Math.max(2, width);
  if (!(width > 0) || !Number.isFinite(width * 2 ** mostLevels)) return [];
  const levels: Level[] = [];
  for (; levels.length < mostLevels; width *= 2) {
    const [from, to] = [Math.ceil(low / width) * width, Math.floor(high / width) * width];
    if (to < from) break;
    levels.push({ type: 'band', width, from, to, whole });
  }
  return levels;
}

function quantile({ values, counts }: CodedColumn, share: number): number {
  const numbers = values
    .map((value, code) => ({ value, count: counts[code]! }))
    .filter((one): one is { value: number; count: number } => typeof one.value === 'number')
    .sort((a, b) => a.value - b.value);
  const total = numbers.reduce((sum, { count }) => sum + count, 0);
  let before = 0;
  for (const { value, count } of numbers) {
    before += count;
    if (before >= share * total && before > 0) return value;
  }
  return numbers.at(-1)?.value ?? 0;
}

/** The smallest of 1, 2, 5 and their tenths and tens that is not smaller. */
function roundUp(value: number): number {
  if (!(value > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5].find((step) => step * power >= value * (1 - 1e-9)) ?? 10);
}

function commonest(values: number): Level[] {
  const keeps = [64, 32, 16, 8, 4, 2].filter((keep) => keep < values - 1);
  return keeps.slice(-mostLevels).map((keep) => ({ type: 'common', keep }));
}

function shownAt(level: Level, { values, counts }: CodedColumn): ShownColumn {
  const common = new Set(
    level.type === 'common' ? byFrequency(values, counts).slice(0, level.keep) : [],
  );
  const labels = values.map((value) => generalised(level, value, common));
  const classes = new Map<CellValue, number>();
  const classOf = Uint32Array.from(labels, (label) => {
    const known = classes.get(label);
    if (known === undefined) classes.set(label, classes.size);
    return known ?? classes.size - 1;
  });
  return {
    level,
    classOf,
    count: classes.size,
    labels,
    lost: lostShare(classOf, classes.size, counts),
  };
}

function byFrequency(values: readonly CellValue[], counts: Uint32Array): CellValue[] {
  return [...values.keys()]
    .sort((a, b) => counts[b]! - counts[a]! || (String(values[a]) < String(values[b]) ? -1 : 1))
    .map((code) => values[code]!);
}

/** H(value | class) / H(value); 0 for a column of one value. */
function lostShare(classOf: Uint32Array, classes: number, counts: Uint32Array): number {
  const sums = new Float64Array(classes);
  let [rows, own] = [0, 0];
  for (const [code, count] of counts.entries()) {
    sums[classOf[code]!]! += count;
    rows += count;
    own += count * Math.log(count);
  }
  const together = sums.reduce((sum, count) => sum + (count > 0 ? count * Math.log(count) : 0), 0);
  const entropy = rows * Math.log(rows) - own;
  return entropy > 0 ? Math.min(1, Math.max(0, (together - own) / entropy)) : 0;
}
