import type { InputColumn } from '#shared/export/exported-model.ts';
import type { CellValue } from '#shared/model/table.ts';

const mostExamples = 5;
/** Values counted at most: examples are the more frequent of what is met first. */
const mostCounted = 1000;
/** Characters of an example at most. */
const longest = 80;

/** Looks at raw rows and tells what there is to say about each column. */
export class InputTally {
  readonly #missing: number[];
  readonly #counts: Map<CellValue, number>[];
  readonly #largest: number[];

  constructor(columns: number) {
    this.#missing = Array.from({ length: columns }, () => 0);
    this.#counts = Array.from({ length: columns }, () => new Map<CellValue, number>());
    this.#largest = Array.from({ length: columns }, () => 0);
  }

  add(row: readonly CellValue[]): void {
    this.#counts.forEach((counts, at) => {
      const value = row[at] ?? null;
      const size = typeof value === 'number' ? Math.abs(value) : 0;
      if (size > (this.#largest.at(at) ?? 0)) this.#largest[at] = size;
      if (value === null) this.#missing[at] = (this.#missing.at(at) ?? 0) + 1;
      else if (counts.size < mostCounted || counts.has(value)) {
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    });
  }

  /** The largest distance of a number of the column from zero. */
  largest(at: number): number {
    return this.#largest.at(at) ?? 0;
  }

  /** Of a column by position: whether it always had a value, and its more frequent values. */
  about(at: number): Pick<InputColumn, 'required' | 'examples'> {
    const counts = [...(this.#counts[at] ?? [])];
    const examples = counts
      .filter(([value]) => typeof value !== 'string' || value.length <= longest)
      .sort(([, a], [, b]) => b - a)
      .slice(0, mostExamples)
      .map(([value]) => value);
    return { required: this.#missing[at] === 0 && counts.length > 0, examples };
  }
}
