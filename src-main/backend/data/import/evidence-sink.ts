import {
  newEvidence,
  observeText,
  observeValue,
  type Evidence,
  type TypedValue,
} from '../types/evidence.ts';
import type { RowConsumer } from '../readers/records.ts';
import type { MissingMarks } from './missing-marks.ts';

/** Looks at values without keeping them. */
export class EvidenceSink implements RowConsumer {
  readonly evidence: Evidence[] = [];
  readonly missing: number[] = [];
  rows = 0;
  readonly #marks: MissingMarks;
  readonly #limit: number;

  constructor(width: number, marks: MissingMarks, limit = Infinity) {
    this.#marks = marks;
    this.#limit = limit;
    this.#widen(width);
  }

  record(
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    fields: number,
    line: number,
  ): boolean {
    const width = Math.min(fields, this.evidence.length);
    for (let c = 0; c < width; c += 1) {
      if (this.#marks.has(bytes, starts[c]!, ends[c]!)) this.missing[c]! += 1;
      else observeText(this.evidence[c]!, bytes, starts[c]!, ends[c]!, line);
    }
    this.rows += 1;
    return this.rows < this.#limit;
  }

  values(values: readonly TypedValue[], line: number): boolean {
    this.#widen(values.length);
    for (const [c, evidence] of this.evidence.entries()) {
      const value = values[c] ?? null;
      if (value === null || (typeof value === 'string' && this.#marks.hasText(value))) {
        this.missing[c]! += 1;
      } else observeValue(evidence, value, line);
    }
    this.rows += 1;
    return this.rows < this.#limit;
  }

  #widen(width: number): void {
    while (this.evidence.length < width) {
      this.evidence.push(newEvidence());
      this.missing.push(this.rows);
    }
  }
}
