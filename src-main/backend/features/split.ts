import { createRandom, shuffle } from '#shared/random/index.ts';
import type { CellValue } from '#shared/model/table.ts';
import { partSize, proportionalShares } from './proportions.ts';

export const partCode = { train: 0, validation: 1, test: 2, none: 255 } as const;

type Sizes = { validation: number; test: number; seed: number };

/** One byte per row. Each class (`codes`; -1 has none) is shared out in the same proportions. */
export function splitStratified(codes: Int32Array, { validation, test, seed }: Sizes): Uint8Array {
  const random = createRandom(seed);
  const groups = rowsByCode(codes);
  const labelled = groups.reduce((sum, rows) => sum + rows.length, 0);
  const sizes = groups.map((rows) => rows.length);
  const tests = proportionalShares(sizes, partSize(labelled, test), random);
  const rest = sizes.map((size, index) => size - tests[index]!);
  const restRows = rest.reduce((sum, size) => sum + size, 0);
  const validationRows = Math.min(restRows, partSize(labelled, validation));
  const validations = proportionalShares(rest, validationRows, random);
  const parts = new Uint8Array(codes.length).fill(partCode.none);
  groups.forEach((rows, group) => {
    const testEnd = tests[group]!;
    const validationEnd = testEnd + validations[group]!;
    shuffle(rows, random).forEach((row, position) => {
      parts[row] =
        position < testEnd
          ? partCode.test
          : position < validationEnd
            ? partCode.validation
            : partCode.train;
    });
  });
  return parts;
}

function rowsByCode(codes: Int32Array): Int32Array[] {
  const sizes: number[] = [];
  for (const code of codes) if (code >= 0) sizes[code] = (sizes.at(code) ?? 0) + 1;
  const groups = Array.from(sizes, (size) => new Int32Array(size ?? 0));
  const filled = groups.map(() => 0);
  codes.forEach((code, row) => {
    const group = groups[code];
    if (group === undefined) return;
    const at = filled[code]!;
    group[at] = row;
    filled[code] = at + 1;
  });
  return groups;
}

/** Gives each distinct key a number; rows without a key stand alone. */
export function createKeyCodes(rows: number): {
  add(row: number, key: CellValue | undefined): void;
  codes: Int32Array;
} {
  const codes = new Int32Array(rows);
  const known = new Map<string, number>();
  let groups = 0;
  return {
    codes,
    add(row, key) {
      if (key === null || key === undefined) {
        codes[row] = groups++;
        return;
      }
      const text = String(key);
      const code = known.get(text) ?? groups++;
      known.set(text, code);
      codes[row] = code;
    },
  };
}

/**
 * One byte per row; rows of one key always share a part. Keys come in a seeded order, each to the test part while that
 * brings its row count nearer to the wanted one, then to the validation part, then to training.
 */
export function splitByKey(
  labelled: Int32Array,
  keys: Int32Array,
  { validation, test, seed }: Sizes,
): Uint8Array {
  const sizes = new Int32Array(keys.length);
  let rows = 0;
  keys.forEach((key, row) => {
    if ((labelled[row] ?? -1) < 0) return;
    sizes[key]! += 1;
    rows++;
  });
  const used = Int32Array.from(sizes.keys()).filter((key) => sizes[key]! > 0);
  const order = shuffle(used, createRandom(seed));
  const partOf = new Uint8Array(sizes.length);
  const left = { test: partSize(rows, test), validation: partSize(rows, validation) };
  const fits = (part: 'test' | 'validation', size: number): boolean =>
    left[part] > 0 && size <= 2 * left[part];
  for (const key of order) {
    const size = sizes[key]!;
    const part = fits('test', size) ? 'test' : fits('validation', size) ? 'validation' : 'train';
    partOf[key] = partCode[part];
    if (part !== 'train') left[part] -= size;
  }
  return Uint8Array.from(labelled, (code, row) =>
    code < 0 ? partCode.none : (partOf[keys[row]!] ?? partCode.train),
  );
}

/**
 * One byte per row: the latest rows are tested, those just before them validate. Rows of equal time keep their order in
 * the table; rows without a time (NaN) count as earliest.
 */
export function splitByTime(
  labelled: Int32Array,
  times: Float64Array,
  { validation, test }: Pick<Sizes, 'validation' | 'test'>,
): Uint8Array {
  const sorted = times
    .filter((_, row) => (labelled[row] ?? -1) >= 0)
    .map((time) => (Number.isNaN(time) ? -Infinity : time))
    .sort();
  const testFrom = sorted.length - partSize(sorted.length, test);
  const isTest = afterCut(sorted, testFrom);
  const isLate = afterCut(sorted, Math.max(0, testFrom - partSize(sorted.length, validation)));
  const parts = new Uint8Array(labelled.length).fill(partCode.none);
  times.forEach((value, row) => {
    if ((labelled[row] ?? -1) < 0) return;
    const time = Number.isNaN(value) ? -Infinity : value;
    const late = isLate(time);
    parts[row] = isTest(time) ? partCode.test : late ? partCode.validation : partCode.train;
  });
  return parts;
}

/** Tells, asked for each row in order, whether its time lies at or after position `at` of the sorted times. */
function afterCut(sorted: Float64Array, at: number): (time: number) => boolean {
  const cut = sorted[at] ?? Infinity;
  const before = at - sorted.indexOf(cut);
  let equal = 0;
  return (time) => time > cut || (time === cut && at < sorted.length && equal++ >= before);
}
