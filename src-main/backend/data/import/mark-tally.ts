import { MissingMarks } from './missing-marks.ts';
import type { Warnings } from './warnings.ts';

/** Marks that nobody named as missing: they are, and are counted. */
export class MarkTally {
  readonly #words: readonly string[];
  readonly #marks: readonly MissingMarks[];
  readonly #counts: { count: number; line: number }[];

  constructor(words: readonly string[]) {
    this.#words = words;
    this.#marks = words.map((word) => new MissingMarks([word]));
    this.#counts = words.map(() => ({ count: 0, line: 0 }));
  }

  take(bytes: Uint8Array, start: number, end: number, line: number): boolean {
    const at = this.#marks.findIndex((marks) => marks.has(bytes, start, end));
    if (at < 0) return false;
    const known = this.#counts[at]!;
    if (known.count === 0) known.line = line;
    known.count += 1;
    return true;
  }

  tell(warnings: Warnings, column: string): void {
    for (const [at, { count, line }] of this.#counts.entries()) {
      if (count > 0) warnings.add('mark_missing', line, column, count, this.#words[at]);
    }
  }
}
