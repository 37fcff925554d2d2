import type { ColumnType } from '#shared/model/table.ts';
import { bandOf, periodOf, prefixOf } from '#shared/privacy/generalise.ts';
import { isKeyed, type Mask } from '#shared/privacy/mask.ts';
import type { ColumnBuilder } from '../import/column-builder.ts';
import type { ColumnBatch } from '../import/messages.ts';
import type { TypedValue } from '../types/evidence.ts';
import { dateShifts, pseudonyms } from './keyed.ts';
import { partly, shifted } from './text-masks.ts';

/** Masks that make something of a column; a dropped one is never read. */
export type ValueMask = Exclude<Mask, { action: 'drop' }>;

/** The type by which a masked column's values are read, where its own is `type`. */
export function readAs(mask: ValueMask, type: ColumnType | null): ColumnType {
  if (mask.action === 'band') return type === 'integer' ? 'integer' : 'real';
  return mask.action === 'period' || mask.action === 'shift' ? 'date' : 'text';
}

/** The type that is stored. */
export function storedAs({ action }: ValueMask): ColumnType {
  if (action === 'shift') return 'date';
  return action === 'pseudonym' || action === 'partial' ? 'text' : 'category';
}

const mostRemembered = 100_000;

/** Whose row it is: told before each value of a column whose dates are shifted. */
export type TakesPerson = { person(text: string): void };

/**
 * Wraps a column's builder so that its batches hold what the mask makes of the values; the values themselves do not leave
 * the thread that reads the file. `key`: the workspace's, 32 bytes in hex.
 */
export function maskedBuilder(
  inner: ColumnBuilder,
  mask: ValueMask,
  key: string | undefined,
): MaskedBuilder {
  if (isKeyed(mask) && key === undefined) throw new Error('a keyed mask without the key');
  switch (mask.action) {
    case 'pseudonym':
      return new MaskedBuilder(inner, textsBy(pseudonyms(key!, mask.domain)));
    case 'partial':
      return new MaskedBuilder(
        inner,
        textsBy((text) => partly(text, mask.first, mask.last)),
      );
    case 'prefix':
      return new MaskedBuilder(
        inner,
        textsBy((text) => prefixOf(text, mask.keep)),
      );
    case 'period':
      return new MaskedBuilder(
        inner,
        textsBy((date) => periodOf(date, mask.unit)),
      );
    case 'band':
      return new MaskedBuilder(inner, bands(mask.width));
    case 'shift':
      return new ShiftedBuilder(inner, dateShifts(key!, mask.days));
  }
}

export class MaskedBuilder implements ColumnBuilder {
  readonly #inner: ColumnBuilder;
  readonly #mask: (batch: ColumnBatch) => ColumnBatch;

  constructor(inner: ColumnBuilder, mask: (batch: ColumnBatch) => ColumnBatch) {
    this.#inner = inner;
    this.#mask = mask;
  }

  addBytes(bytes: Uint8Array, start: number, end: number, line: number): void {
    this.#inner.addBytes(bytes, start, end, line);
  }

  addValue(value: TypedValue, line: number): void {
    this.#inner.addValue(value, line);
  }

  take(): ColumnBatch {
    return this.#mask(this.#inner.take());
  }

  distinct(): number | undefined {
    return this.#inner.distinct();
  }

  present(): number {
    return this.#inner.present();
  }
}

/** Dates moved person by person. */
class ShiftedBuilder extends MaskedBuilder implements TakesPerson {
  #shifts: number[];
  readonly #of: (person: string) => number;
  readonly #known = new Map<string, number>();

  constructor(inner: ColumnBuilder, of: (person: string) => number) {
    const shifts: number[] = [];
    const dates: (string | null)[] = [null];
    super(inner, (batch) => {
      if (batch.kind !== 'texts') throw new Error('dates are texts');
      if (batch.reset) dates.length = 1;
      for (const date of batch.fresh) dates.push(date);
      const texts = new BatchTexts(batch.codes.length);
      for (const [row, code] of batch.codes.entries()) {
        const date = dates[code];
        texts.put(row, date ? shifted(date, shifts[row]!) : undefined);
      }
      shifts.length = 0;
      return texts.batch();
    });
    this.#shifts = shifts;
    this.#of = of;
  }

  person(text: string): void {
    let shift = this.#known.get(text);
    if (shift === undefined) {
      shift = this.#of(text);
      if (this.#known.size === mostRemembered) this.#known.clear();
      this.#known.set(text, shift);
    }
    this.#shifts.push(shift);
  }
}

export function takesPerson(builder: object): builder is TakesPerson {
  return 'person' in builder;
}

/** Each different text is masked once, when it first stands in a batch. */
function textsBy(mask: (text: string) => string): (batch: ColumnBatch) => ColumnBatch {
  return (batch) => {
    if (batch.kind !== 'texts') throw new Error('texts are masked as texts');
    return { ...batch, fresh: batch.fresh.map(mask) };
  };
}

function bands(width: number): (batch: ColumnBatch) => ColumnBatch {
  return (batch) => {
    if (batch.kind !== 'numbers') throw new Error('bands are of numbers');
    const texts = new BatchTexts(batch.values.length);
    for (const [row, value] of batch.values.entries()) {
      texts.put(row, Number.isFinite(value) ? bandOf(value, width) : undefined);
    }
    return texts.batch();
  };
}

/** A batch of texts with a list of its own. */
class BatchTexts {
  readonly #codes: Uint32Array<ArrayBuffer>;
  readonly #known = new Map<string, number>();

  constructor(rows: number) {
    this.#codes = new Uint32Array(rows);
  }

  put(row: number, text: string | undefined): void {
    if (text === undefined) return;
    let code = this.#known.get(text);
    if (code === undefined) {
      code = this.#known.size + 1;
      this.#known.set(text, code);
    }
    this.#codes[row] = code;
  }

  batch(): ColumnBatch {
    return { kind: 'texts', codes: this.#codes, fresh: [...this.#known.keys()], reset: true };
  }
}
