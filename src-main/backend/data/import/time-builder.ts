import type { ColumnTime, ParseOptions } from '#shared/model/cells/data.ts';
import { isMissingMark } from '#shared/values/missing-marks.ts';
import {
  chosenTime,
  decideTime,
  newTimeEvidence,
  noteAndRead,
  toldTime,
  withRows,
  type TimeDecision,
} from '#shared/values/time/index.ts';
import { dateHints, type TypedValue } from '../types/evidence.ts';
import type { ColumnBuilder, OnMisfit } from './column-builder.ts';
import type { ColumnPlan, TimePlan } from './column-plan.ts';
import type { ColumnBatch } from './messages.ts';
import type { MissingMarks } from './missing-marks.ts';
import { TextBuilder } from './text-builder.ts';
import { TypeContradiction } from './type-contradiction.ts';

/** Dates as tables store them, read in one format; what the values say of it is noted on the way. */
export class TimeBuilder implements ColumnBuilder {
  readonly #column: string;
  readonly #plan: TimePlan;
  readonly #options: ParseOptions;
  readonly #texts: TextBuilder;
  readonly #evidence = newTimeEvidence();
  #misfits = 0;

  constructor(
    { name }: ColumnPlan,
    plan: TimePlan,
    options: ParseOptions,
    marks: MissingMarks,
    capacity: number,
    onMisfit: OnMisfit,
    onMark: (word: string, line: number) => void,
  ) {
    this.#column = name;
    this.#plan = plan;
    this.#options = options;
    this.#texts = new TextBuilder(marks, capacity, (text, line) => {
      if (isMissingMark(text)) {
        onMark(text, line);
        return undefined;
      }
      const read = noteAndRead(this.#evidence, text, plan.format);
      if (read !== undefined) return read;
      this.#misfits += 1;
      onMisfit('value', text, line);
      return undefined;
    });
  }

  addBytes(bytes: Uint8Array, start: number, end: number, line: number): void {
    this.#texts.addBytes(bytes, start, end, line);
  }

  addValue(value: TypedValue, line: number): void {
    this.#texts.addValue(value, line);
  }

  take(): ColumnBatch {
    return this.#texts.take();
  }

  distinct(): number | undefined {
    return this.#texts.distinct();
  }

  present(): number {
    return this.#texts.present();
  }

  /**
   * How the column was read; undefined where it has no values.
   * @throws TypeContradiction where all of them decide for another format than the first did
   */
  told(): ColumnTime | undefined {
    const decision = this.#decision();
    const read = this.present();
    return (
      decision && {
        column: this.#column,
        decision: withRows(decision, read + this.#misfits, read),
      }
    );
  }

  #decision(): TimeDecision | undefined {
    const { format, chosen, settled } = this.#plan;
    if (this.#evidence.present === 0) return undefined;
    const hints = dateHints(this.#options.dayFirst);
    const outcome = chosen ? chosenTime(this.#evidence, format) : decideTime(this.#evidence, hints);
    const found = 'decision' in outcome ? outcome.decision : null;
    if (found?.format.reading === format.reading) return found;
    if (!settled) throw new TypeContradiction(this.#column);
    return toldTime(this.#evidence, format, hints);
  }
}
