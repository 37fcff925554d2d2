import {
  newEvidence,
  observeText,
  observeValue,
  type Evidence,
  type TypedValue,
} from '../types/evidence.ts';
import { isMissingMark } from '#shared/values/missing-marks.ts';
import { sampledValues } from '#shared/privacy/detect.ts';
import { newTimeEvidence, noteTime, type TimeEvidence } from '#shared/values/time/index.ts';
import type { RowConsumer } from '../readers/text/records.ts';
import { textOf } from './column-builder.ts';
import type { MissingMarks } from './missing-marks.ts';

/** How a column is looked at: what is missing in it, and whether it is to be numbers whatever it looks like. */
export type Look = { marks: MissingMarks; thorough: boolean };

/** Values of a column that nobody chose to hold dates that tell whether to propose it. */
const enoughToPropose = 1000;

/** Looks at values without keeping them. */
export class EvidenceSink implements RowConsumer {
  readonly evidence: Evidence[] = [];
  readonly missing: number[] = [];
  /** How often the mark NA was among them, which is a country too. */
  readonly notAvailable: number[] = [];
  /** All values of the columns that were chosen to be dates, numbers included. */
  readonly times: ReadonlyMap<number, TimeEvidence>;
  /** The first values of all other columns, where asked for. */
  readonly likely: TimeEvidence[] = [];
  /** The first different values of each column, where asked for. */
  readonly samples: Set<string>[] = [];
  rows = 0;
  readonly #lookAt: (column: number) => Look;
  readonly #looks: Look[] = [];
  readonly #grows: boolean;
  readonly #proposes: boolean;

  /**
   * `grows`: fields beyond the last column make a new one; `dates`: columns chosen to hold dates; `proposes`: the others
   * are looked at as such.
   */
  constructor(
    width: number,
    lookAt: (column: number) => Look,
    grows: boolean,
    dates: readonly number[],
    proposes: boolean,
  ) {
    this.#lookAt = lookAt;
    this.#grows = grows;
    this.#proposes = proposes;
    this.times = new Map(dates.map((column) => [column, newTimeEvidence()]));
    this.#widen(width);
  }

  record(
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    fields: number,
    line: number,
  ): boolean {
    if (this.#grows) this.#widen(fields);
    const width = Math.min(fields, this.evidence.length);
    for (let c = 0; c < width; c += 1) {
      const { marks, thorough } = this.#looks[c]!;
      const [start, end] = [starts[c]!, ends[c]!];
      if (marks.has(bytes, start, end)) {
        this.missing[c]! += 1;
        const isNa = end - start === 2 && bytes[start] === 78 && bytes[start + 1] === 65;
        if (isNa) this.notAvailable[c]! += 1;
      } else {
        observeText(this.evidence[c]!, bytes, start, end, line, thorough);
        if (this.#looksAtTime(c)) this.#noteTime(c, textOf(bytes, start, end));
        if (this.#samples(c)) this.samples[c]!.add(textOf(bytes, start, end));
      }
    }
    this.rows += 1;
    return true;
  }

  values(values: readonly TypedValue[], line: number): boolean {
    this.#widen(values.length);
    for (const [c, evidence] of this.evidence.entries()) {
      const value = values[c] ?? null;
      if (value === null || (typeof value === 'string' && this.#looks[c]!.marks.hasText(value))) {
        this.missing[c]! += 1;
      } else {
        observeValue(evidence, value, line);
        if (this.#looksAtTime(c)) this.#noteTime(c, String(value));
        if (this.#samples(c)) this.samples[c]!.add(String(value));
      }
    }
    this.rows += 1;
    return true;
  }

  #looksAtTime(column: number): boolean {
    if (!this.#proposes && this.times.size === 0) return false;
    if (this.times.has(column)) return true;
    return this.#proposes && this.likely[column]!.present < enoughToPropose;
  }

  #samples(column: number): boolean {
    return this.#proposes && this.samples[column]!.size < sampledValues;
  }

  /** Words for missing values are no times that could not be read. */
  #noteTime(column: number, text: string): void {
    if (!isMissingMark(text)) noteTime(this.times.get(column) ?? this.likely[column]!, text);
  }

  #widen(width: number): void {
    while (this.evidence.length < width) {
      this.#looks.push(this.#lookAt(this.evidence.length));
      this.evidence.push(newEvidence());
      this.missing.push(this.rows);
      this.notAvailable.push(0);
      if (this.#proposes) {
        this.likely.push(newTimeEvidence());
        this.samples.push(new Set());
      }
    }
  }
}
