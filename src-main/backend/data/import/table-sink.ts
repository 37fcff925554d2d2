import type { ColumnTime, ParseOptions } from '#shared/model/cells/data.ts';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { kindOf } from '#shared/model/kind-of.ts';
import type { Column, ColumnType } from '#shared/model/table.ts';
import { guardSign, unguarded } from '#shared/values/spreadsheet-guard.ts';
import { dumpedNull } from '#shared/values/missing-marks.ts';
import { spelledNumber } from '#shared/values/number/index.ts';
import type { TypedValue } from '../types/evidence.ts';
import {
  maskedBuilder,
  storedAs,
  takesPerson,
  type TakesPerson,
} from '../masking/masked-builder.ts';
import { TimeBuilder } from './time-builder.ts';
import { textOf, type ColumnBuilder, type Misfit, type OnMisfit } from './column-builder.ts';
import type { ColumnPlan } from './column-plan.ts';
import type { ColumnBatch, ImportRequest } from './messages.ts';
import { MarkTally } from './mark-tally.ts';
import { MissingMarks } from './missing-marks.ts';
import { NumberBuilder } from './number-builder.ts';
import { TextBuilder, type Reading } from './text-builder.ts';
import { TypeContradiction } from './type-contradiction.ts';
import type { RowConsumer } from '../readers/text/records.ts';
import type { Warnings } from './warnings.ts';

const cellsPerBatch = 32_768;
const mostRows = 4096;
const mostCategories = 100;

/** The type a column's values are stored by. */
export function storedType({ type, mask }: ColumnPlan): ColumnType {
  return mask === null ? type : storedAs(mask);
}

/** Turns records into typed column batches according to the plans. */
export class TableSink implements RowConsumer {
  readonly batchRows: number;
  readonly #plans: readonly ColumnPlan[];
  readonly #builders: ColumnBuilder[];
  readonly #tallies: MarkTally[];
  readonly #times: TimeBuilder[] = [];
  /** Columns whose dates are moved person by person, and where the person stands. */
  readonly #shifted: { builder: TakesPerson; source: number }[] = [];
  readonly #options: ParseOptions;
  readonly #maskingKey: string | undefined;
  readonly #warnings: Warnings;
  readonly #width: number;
  readonly #send: (rows: number, columns: ColumnBatch[]) => void;
  #waiting = 0;
  #rows = 0;

  /** `width` is the number of fields a record must have. */
  constructor(
    plans: readonly ColumnPlan[],
    width: number,
    { options, maskingKey }: Pick<ImportRequest, 'options' | 'maskingKey'>,
    warnings: Warnings,
    send: (rows: number, columns: ColumnBatch[]) => void,
  ) {
    this.#plans = plans;
    this.#width = width;
    this.#options = options;
    this.#maskingKey = maskingKey;
    this.#warnings = warnings;
    this.#send = send;
    const fitting = Math.floor(cellsPerBatch / Math.max(1, plans.length));
    this.batchRows = Math.max(16, Math.min(mostRows, fitting));
    this.#tallies = plans.map(({ marks }) => new MarkTally(marks));
    this.#builders = plans.map((plan, c) => this.#masked(plan, this.#tallies[c]!));
  }

  get rows(): number {
    return this.#rows;
  }

  record(
    bytes: Uint8Array,
    starts: Int32Array,
    ends: Int32Array,
    fields: number,
    line: number,
  ): boolean {
    if (fields !== this.#width) this.#ragged(fields, line);
    for (const { builder, source } of this.#shifted) {
      builder.person(source < fields ? textOf(bytes, starts[source]!, ends[source]!) : '');
    }
    for (let c = 0; c < this.#builders.length; c += 1) {
      const source = this.#plans[c]!.source;
      if (source < fields) this.#builders[c]!.addBytes(bytes, starts[source]!, ends[source]!, line);
      else this.#builders[c]!.addValue(null, line);
    }
    this.#added();
    return true;
  }

  values(values: readonly TypedValue[], line: number): boolean {
    for (const { builder, source } of this.#shifted) builder.person(String(values[source] ?? ''));
    for (let c = 0; c < this.#builders.length; c += 1) {
      this.#builders[c]!.addValue(values[this.#plans[c]!.source] ?? null, line);
    }
    this.#added();
    return true;
  }

  /** Sends what is left, and tells what was counted. */
  end(): void {
    if (this.#waiting > 0) this.#flush();
    for (const [c, tally] of this.#tallies.entries()) {
      tally.tell(this.#warnings, this.#plans[c]!.name);
      const spellings = this.#builders[c]!.spellings?.() ?? [];
      if (spellings.length > 0) this.#tellSpellings(this.#plans[c]!.name, spellings);
    }
  }

  /** Columns with the types that only the last row settles: text with few different values is a category. */
  columns(): Column[] {
    return this.#plans.map((plan, c) => {
      const builder = this.#builders[c]!;
      const distinct = builder.distinct();
      const few =
        distinct !== undefined && distinct <= mostCategories && distinct * 2 <= builder.present();
      const category = plan.type === 'text' && !plan.chosen && few && builder.present() > 0;
      const type = category ? 'category' : storedType(plan);
      return { name: plan.name, ...kindOf({ type, words: builder.words?.() }) };
    });
  }

  /**
   * How the date columns were read, by all of their values.
   * @throws TypeContradiction where those decide otherwise than the first did
   */
  times(): ColumnTime[] {
    const told = this.#times.flatMap((builder) => builder.told() ?? []);
    // It tells of dates as they stood in the file.
    const masked = new Set(this.#plans.flatMap(({ name, mask }) => (mask === null ? [] : [name])));
    return told.filter(({ column }) => !masked.has(column));
  }

  #tellSpellings(column: string, spellings: readonly string[]): void {
    const found = spellings.join(', ');
    this.#warnings.add('truth_spellings', null, column, spellings.length, found);
  }

  #added(): void {
    this.#waiting += 1;
    if (this.#waiting === this.batchRows) this.#flush();
  }

  #flush(): void {
    const rows = this.#waiting;
    this.#waiting = 0;
    this.#rows += rows;
    this.#send(
      rows,
      this.#builders.map((builder) => builder.take()),
    );
  }

  #ragged(found: number, line: number): void {
    if (this.#options.ragged === 'error') {
      throw new PortraitError('file_ragged', { line, found, expected: this.#width });
    }
    this.#warnings.add('ragged_fixed', line);
  }

  #masked(plan: ColumnPlan, tally: MarkTally): ColumnBuilder {
    const builder = this.#builder(plan, tally);
    if (plan.mask === null) return builder;
    const masked = maskedBuilder(builder, plan.mask, this.#maskingKey);
    if (plan.mask.action === 'shift' && takesPerson(masked)) {
      this.#shifted.push({ builder: masked, source: plan.mask.person });
    }
    return masked;
  }

  #builder(plan: ColumnPlan, tally: MarkTally): ColumnBuilder {
    const onMisfit: OnMisfit = (why, text, line) => this.#misfit(plan, why, text, line);
    const { type, chosen } = plan;
    if (type === 'integer' || type === 'real' || type === 'boolean') {
      const marks = new MissingMarks(plan.missing);
      return new NumberBuilder(plan, marks, tally, this.batchRows, onMisfit);
    }
    const marks = new MissingMarks([...plan.missing, ...plan.marks]);
    if (plan.time !== null && type === 'date') {
      const builder = new TimeBuilder(
        plan,
        plan.time,
        this.#options,
        marks,
        this.batchRows,
        onMisfit,
        (word, line) => this.#warnings.add('mark_missing', line, plan.name, 1, word.trim()),
      );
      this.#times.push(builder);
      return builder;
    }
    const read: Reading = (text, line, guards) => {
      // Nothing was known of the column: let the whole file decide what this first value is.
      if (plan.open && !chosen) throw new TypeContradiction(`${plan.name} ${line}`);
      if (plan.keepsNa && !plan.settled && !/^[A-Z]{2}$/.test(text)) {
        throw new TypeContradiction(`${plan.name} ${line}`);
      }
      const isNull = text === dumpedNull && !plan.nullsNamed && !plan.marks.includes(text);
      if (isNull && !plan.settled) throw new TypeContradiction(`${plan.name} ${line}`);
      return guards && plan.guard !== 'kept' ? this.#bare(plan, text, line) : text;
    };
    return new TextBuilder(marks, this.batchRows, read, tally);
  }

  /** A text as it was before it was guarded, where its file is; whether it is, is decided over all of it. */
  #bare(plan: ColumnPlan, text: string, line: number): string {
    const sign = guardSign(text);
    const contradicts = plan.guard === 'removed' ? sign === 'against' : sign === 'guard';
    if (contradicts && plan.guard !== 'always' && !plan.settled)
      throw new TypeContradiction(`${plan.name} ${line}`);
    if (plan.guard === 'open') return text;
    const bare = unguarded(text);
    if (bare !== text) this.#warnings.add('guard_removed', line, plan.name);
    return bare;
  }

  #misfit(plan: ColumnPlan, why: Misfit, text: string, line: number): void {
    if (why === 'infinite' && plan.type === 'real') {
      this.#warnings.add('infinite', line, plan.name);
      return;
    }
    if (why === 'not_a_number' && plan.type === 'real') {
      this.#warnings.add('bad_value_missing', line, plan.name);
      return;
    }
    // Chosen to be numbers or dates, but written otherwise than the beginning: how is decided over the whole column.
    const respelled =
      plan.type === 'date'
        ? plan.time?.settled === false
        : plan.reading !== null && !plan.settled && spelledNumber(text) !== undefined;
    if (!plan.chosen || respelled) throw new TypeContradiction(`${plan.name} ${line}`);
    if (this.#options.badValues === 'error') {
      // A fault is kept with the cell and in the log.
      const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
      const value = plan.mask === null ? shown : '***';
      throw new PortraitError('file_value', { line, column: plan.name, value, type: plan.type });
    }
    this.#warnings.add('bad_value_missing', line, plan.name);
  }
}
