import { dayText } from '../time/index.ts';
import type { Durations } from './arrow-schema.ts';
import {
  decimalScale,
  instantUnit,
  isText,
  timeUnit,
  unsignedBits,
  type ParquetElement,
} from './element.ts';
import { decimalText, durationSeconds, instantText, intervalText, timeText } from './instants.ts';
import {
  exactInteger,
  halfFloat,
  hexText,
  julianNanoseconds,
  rawBytes,
  rawInteger,
  twosComplement,
  uuidText,
} from './raw-values.ts';

/** What a column holds once its meaning is known. */
export type ParquetValue = string | number | bigint | boolean | null;
export type Convert = (raw: unknown) => ParquetValue;

/** What a decimal may have and still be an exact double whatever its digits are. */
const exactDigits = 15;

/**
 * What a stored value of a column means, by its logical type: numbers exact (integers beyond a double as bigint, longer
 * decimals as text), days, instants and times of day as text in UTC, durations in seconds, bytes in hex. `text` reads bytes that
 * are said to be text, `bytes` those that nothing is said of. @throws TypeError for a value its column cannot hold
 */
export function conversion(
  element: ParquetElement,
  duration: Durations[number],
  { text, bytes }: { text: Convert; bytes: Convert },
): Convert {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (duration !== undefined) return (raw) => durationSeconds(rawInteger(raw), duration);
  const scale = decimalScale(element);
  if (scale !== undefined) return (raw) => decimal(raw, scale);
  if (logical?.type === 'DATE' || converted === 'DATE') return (raw) => dayText(Number(raw));
  const time = timeUnit(element);
  if (time !== undefined) return (raw) => timeText(Number(rawInteger(raw)), time);
  const instant = instantUnit(element);
  if (instant !== undefined) return (raw) => instantText(rawInteger(raw), instant);
  if (type === 'INT96') return (raw) => instantText(julianNanoseconds(rawInteger(raw)), 'NANOS');
  if (logical?.type === 'FLOAT16') return (raw) => halfFloat(rawBytes(raw));
  if (logical?.type === 'UUID') return (raw) => uuidText(rawBytes(raw));
  if (converted === 'INTERVAL') return (raw) => intervalText(rawBytes(raw));
  if (type === 'BYTE_ARRAY') return isText(element) ? text : bytes;
  if (type === 'FIXED_LEN_BYTE_ARRAY')
    return isText(element) ? text : (raw) => hexText(rawBytes(raw));
  const bits = unsignedBits(element);
  if (bits !== undefined) return (raw) => exactInteger(BigInt.asUintN(bits, rawInteger(raw)));
  if (type === 'INT64') return (raw) => exactInteger(rawInteger(raw));
  return (raw) => (typeof raw === 'number' || typeof raw === 'boolean' ? raw : null);
}

function decimal(raw: unknown, scale: number): ParquetValue {
  const unscaled = raw instanceof Uint8Array ? twosComplement(raw) : rawInteger(raw);
  const text = decimalText(unscaled, scale);
  if (String(unscaled).replace('-', '').length <= exactDigits) return Number(text);
  return scale <= 0 ? exactInteger(BigInt(text)) : text;
}
