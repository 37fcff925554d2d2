import type { DecodedArray, SchemaElement, TimeUnit } from 'hyparquet';
import { parseFloat16 } from 'hyparquet/src/convert.js';
import type { TypedValue } from '../../types/evidence.ts';
import type { Durations } from './arrow-schema.ts';
import { dayText } from '#shared/values/time/index.ts';
import { decimalText, durationSeconds, instantText, intervalText, timeText } from './instants.ts';

/** How a column's bytes without a description are shown: as the text they are, or in hex. */
export type BytesAs = 'text' | 'hex';

/** Told once a column: bytes that are not the UTF-8 they are said to be. */
export type OnInvalidText = () => void;

export type Convert = (raw: DecodedArray[number]) => TypedValue;

/** What a decimal may have and still be an exact double whatever its digits are. */
const exactDigits = 15;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * What a stored value of a column means, by its logical type: numbers exact (integers beyond a double as bigint, longer
 * decimals as text), days, instants and times of day as text in UTC, durations in seconds, bytes in hex.
 */
export function conversion(
  element: SchemaElement,
  duration: Durations[number],
  bytesAs: BytesAs,
  onInvalidText: OnInvalidText,
): Convert {
  const { type, converted_type: converted, logical_type: logical } = element;
  const text: Convert = (raw) => textOf(raw, onInvalidText);
  if (duration !== undefined) return (raw) => durationSeconds(integer(raw), duration);
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') {
    const scale = logical?.type === 'DECIMAL' ? logical.scale : (element.scale ?? 0);
    return (raw) => decimal(raw, scale);
  }
  if (logical?.type === 'DATE' || converted === 'DATE') return (raw) => dayText(Number(raw));
  const time = timeUnit(element);
  if (time !== undefined) return (raw) => timeText(Number(integer(raw)), time);
  const instant = instantUnit(element);
  if (instant !== undefined) return (raw) => instantText(integer(raw), instant);
  if (type === 'INT96') return (raw) => instantText(nanosecondsOf(integer(raw)), 'NANOS');
  if (logical?.type === 'FLOAT16') return (raw) => parseFloat16(bytes(raw)) ?? null;
  if (logical?.type === 'UUID') return (raw) => uuidText(bytes(raw));
  if (converted === 'INTERVAL') return (raw) => intervalText(bytes(raw));
  if (type === 'BYTE_ARRAY') return isText(element) || bytesAs === 'text' ? text : hexText;
  if (type === 'FIXED_LEN_BYTE_ARRAY') return isText(element) ? text : hexText;
  const bits = unsignedBits(element);
  if (bits !== undefined) return (raw) => exact(BigInt.asUintN(bits, integer(raw)));
  if (type === 'INT64') return (raw) => exact(integer(raw));
  return (raw) => (typeof raw === 'number' || typeof raw === 'boolean' ? raw : null);
}

/** Whether bytes are said to be text, JSON text included. */
export function isText({
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): boolean {
  return (
    ['UTF8', 'ENUM', 'JSON'].includes(converted ?? '') ||
    ['STRING', 'ENUM', 'JSON'].includes(logical?.type ?? '')
  );
}

/** Whether bytes without a description may be read as text: valid UTF-8 without control characters. */
export function readsAsText(raw: Uint8Array): boolean {
  for (const byte of raw) {
    if (byte === 0x7f || (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13)) return false;
  }
  return Buffer.isBuffer(raw)
    ? isUtf8(raw)
    : isUtf8(Buffer.from(raw.buffer, raw.byteOffset, raw.length));
}

function isUtf8(raw: Buffer): boolean {
  try {
    utf8.decode(raw);
    return true;
  } catch {
    return false;
  }
}

function textOf(raw: DecodedArray[number], onInvalidText: OnInvalidText): string {
  const value = bytes(raw);
  try {
    return utf8.decode(value);
  } catch {
    onInvalidText();
    return escaped(value);
  }
}

/** Text with the bytes that are not UTF-8 as \xNN, so that what is different stays different. */
function escaped(value: Uint8Array): string {
  let text = '';
  for (let at = 0; at < value.length;) {
    const length = [1, 2, 3, 4].find((count) =>
      isUtf8(Buffer.from(value.subarray(at, Math.min(at + count, value.length)))),
    );
    if (length === undefined)
      text += `\\x${Buffer.from(value.subarray(at, at + 1)).toString('hex')}`;
    else text += utf8.decode(value.subarray(at, at + length));
    at += length ?? 1;
  }
  return text;
}

function hexText(raw: DecodedArray[number]): string {
  return Buffer.from(bytes(raw)).toString('hex');
}

function uuidText(raw: Uint8Array): string {
  const hex = hexText(raw);
  return [0, 8, 12, 16, 20].map((at, i, all) => hex.slice(at, all[i + 1])).join('-');
}

function decimal(raw: DecodedArray[number], scale: number): TypedValue {
  const unscaled = raw instanceof Uint8Array ? signed(raw) : integer(raw);
  const text = decimalText(unscaled, scale);
  if (String(unscaled).replace('-', '').length <= exactDigits) return Number(text);
  return scale <= 0 ? exact(BigInt(text)) : text;
}

/** A two's complement integer, its highest byte first. */
function signed(raw: Uint8Array): bigint {
  if (raw.length === 0) return 0n;
  return BigInt.asIntN(raw.length * 8, BigInt(`0x${hexText(raw)}`));
}

function exact(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function integer(raw: DecodedArray[number]): bigint {
  if (typeof raw === 'bigint') return raw;
  if (typeof raw === 'number') return BigInt(raw);
  throw new TypeError(`${typeof raw} is no integer`);
}

function bytes(raw: DecodedArray[number]): Uint8Array {
  if (raw instanceof Uint8Array) return raw;
  throw new TypeError(`${typeof raw} is not bytes`);
}

/** The oldest kind of instant: nanoseconds of the day, and above them the Julian day. */
function nanosecondsOf(value: bigint): bigint {
  const days = (value >> 64n) - 2_440_588n;
  return days * 86_400_000_000_000n + BigInt.asUintN(64, value);
}

function timeUnit({
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): TimeUnit | undefined {
  if (logical?.type === 'TIME') return logical.unit;
  if (converted === 'TIME_MILLIS') return 'MILLIS';
  return converted === 'TIME_MICROS' ? 'MICROS' : undefined;
}

function instantUnit({
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): TimeUnit | undefined {
  if (logical?.type === 'TIMESTAMP') return logical.unit;
  if (converted === 'TIMESTAMP_MILLIS') return 'MILLIS';
  return converted === 'TIMESTAMP_MICROS' ? 'MICROS' : undefined;
}

function unsignedBits({
  converted_type: converted,
  logical_type: logical,
}: SchemaElement): number | undefined {
  if (logical?.type === 'INTEGER') return logical.isSigned ? undefined : logical.bitWidth;
  const bits = /^UINT_(\d+)$/.exec(converted ?? '')?.[1];
  return bits === undefined ? undefined : Number(bits);
}
