import type { SchemaElement } from 'hyparquet';
import type { Durations } from '#shared/values/parquet/arrow-schema.ts';
import * as parquet from '#shared/values/parquet/conversion.ts';
import { hexText, rawBytes } from '#shared/values/parquet/raw-values.ts';

/** How a column's bytes without a description are shown: as the text they are, or in hex. */
export type BytesAs = 'text' | 'hex';

/** Told once a column: bytes that are not the UTF-8 they are said to be. */
export type OnInvalidText = () => void;

export type Convert = parquet.Convert;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What a stored value of a column means: see `conversion` of `shared/values/parquet`. Bytes that are no UTF-8 are escaped. */
export function conversion(
  element: SchemaElement,
  duration: Durations[number],
  bytesAs: BytesAs,
  onInvalidText: OnInvalidText,
): Convert {
  const text: Convert = (raw) => textOf(rawBytes(raw), onInvalidText);
  const bytes: Convert = bytesAs === 'text' ? text : (raw) => hexText(rawBytes(raw));
  return parquet.conversion(element, duration, { text, bytes });
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

function textOf(value: Uint8Array, onInvalidText: OnInvalidText): string {
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
