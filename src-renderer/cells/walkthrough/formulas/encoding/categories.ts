import type { FittedStep } from '#shared/model/prep.ts';
import { valueParts, valueText } from '#shared/encoding/index.ts';
import { murmur3 } from '#shared/encoding/steps/murmur.ts';
import { texWords } from '../../numbers.ts';
import { plain, quotient } from './numbers.ts';
import { bracket, known, missingWritten, rawWords, type Seen, type Written } from './seen.ts';

type Step<T extends FittedStep['type']> = Extract<FittedStep, { type: T }>;

/** 1 for the row's own value, 0 for all others. */
export function oneHotWritten({ column, values, other }: Step<'oneHot'>, seen: Seen): Written {
  const value = values[seen.place];
  const statement =
    value !== undefined
      ? (what: string) => bracket(`${what} = ${texWords(value)}`)
      : other && seen.place === values.length
        ? (what: string) => bracket(`${what} \\notin ${known(values.length)}`)
        : null;
  if (statement === null) return missingWritten(column, rawWords(seen));
  return { symbols: statement(texWords(column)), numbers: [statement(rawWords(seen))] };
}

/** 1 for every value that the row's list holds. */
export function multiHotWritten(step: Step<'multiHot'>, seen: Seen): Written {
  const { column, values, other, separator } = step;
  const value = values[seen.place];
  const parts = valueParts(seen.raw, separator);
  const list = parts === null ? rawWords(seen) : `\\{${shortened(parts)}\\}`;
  if (value !== undefined) {
    const within = (what: string): string => bracket(`${texWords(value)} \\in ${what}`);
    return { symbols: within(texWords(column)), numbers: [within(list)] };
  }
  if (!other || seen.place > values.length) return missingWritten(column, rawWords(seen));
  const beyond = (what: string): string =>
    bracket(`${what} \\not\\subseteq ${known(values.length)}`);
  return { symbols: beyond(texWords(column)), numbers: [beyond(list)] };
}

/** The place in the order, from 0 for the first to 1 for the last. */
export function ordinalWritten({ column, values }: Step<'ordinal'>, seen: Seen): Written {
  if (seen.place > 0) return missingWritten(column, rawWords(seen));
  const text = valueText(seen.raw, seen.kind);
  const place = text === null ? -1 : values.indexOf(text);
  const value = rawWords(seen);
  return {
    symbols: `\\dfrac{\\operatorname{pos}(${value}) - 1}{n - 1}`,
    numbers: [
      place < 0
        ? `${value} \\notin ${known(values.length)}`
        : `\\dfrac{${place + 1} - 1}{${Math.max(2, values.length)} - 1}`,
    ],
  };
}

/** The share of training rows with the same value. */
export function frequencyWritten({ column, values }: Step<'frequency'>, seen: Seen): Written {
  if (seen.place > 0) return missingWritten(column, rawWords(seen));
  const text = valueText(seen.raw, seen.kind);
  const unseen = text === null || !values.includes(text);
  const share = (what: string): string => `\\dfrac{n(${what})}{n}`;
  return {
    symbols: share(texWords(column)),
    numbers: [unseen ? `${rawWords(seen)} \\notin ${known(values.length)}` : share(rawWords(seen))],
  };
}

/** The mean label of rows with the same value (for a training row, of those in the other folds), scaled as a number. */
export function targetWritten({ column, outputs }: Step<'target'>, seen: Seen): Written {
  const output = outputs[seen.place];
  if (output === undefined) return missingWritten(column, rawWords(seen));
  const mean = seen.x / output.factor + output.offset;
  return {
    symbols: `\\dfrac{\\overline{y}(${rawWords(seen)}) - m}{s}`,
    numbers: [quotient(plain(mean), output.offset, 1 / output.factor, seen)],
  };
}

/** The value's hash says which feature it is, and its sign whether that is 1 or -1. */
export function hashWritten({ column, buckets }: Step<'hash'>, seen: Seen): Written {
  if (seen.place >= buckets) return missingWritten(column, rawWords(seen));
  const text = valueText(seen.raw, seen.kind);
  const of = (h: string): string => bracket(`|${h}| \\bmod ${buckets} = ${seen.place}`);
  const hash = text === null ? null : murmur3(new TextEncoder().encode(text));
  const sign = hash !== null && hash < 0 ? '{-}' : '';
  return {
    symbols: `\\pm${of('h')}`,
    numbers: [hash === null ? rawWords(seen) : `${sign}${of(`${sign}${Math.abs(hash)}`)}`],
  };
}

function shortened(parts: readonly string[]): string {
  const shown = parts.slice(0, 3).map(texWords);
  return [...shown, ...(parts.length > 3 ? ['\\ldots'] : [])].join(',\\,');
}
