import { PortraitError } from '#shared/errors/portrait-error.ts';
import { jsonFault } from '#shared/values/json-fault.ts';
import type { TypedValue } from '../../types/evidence.ts';

/** Throws file_json. Integers a double cannot hold come as bigint, digit for digit. */
export function parseObject(text: string, line: number): object {
  let value: unknown;
  try {
    value = /\d{16}/.test(text) ? JSON.parse(text, keepLarge) : JSON.parse(text);
  } catch {
    throw new PortraitError('file_json', { line, detail: jsonFault(text) });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const detail = Array.isArray(value) ? 'a list' : `a ${typeof value}`;
    throw new PortraitError('file_json', { line, detail });
  }
  return value;
}

export function isListOfObjects(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((entry) => typeof entry === 'object' && entry !== null && !Array.isArray(entry))
  );
}

/** What nests becomes JSON text. Throws file_json where it nests too deeply. */
export function typedValue(value: unknown, line: number): TypedValue {
  return typeof value === 'object' && value !== null ? nestedText(value, line) : scalar(value);
}

/** A value that does not nest as it is; null for anything else. */
export function scalar(value: unknown): TypedValue {
  const simple =
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    typeof value === 'bigint';
  return simple ? value : null;
}

function nestedText(value: object, line: number): string {
  try {
    return JSON.stringify(value, (_, inner: unknown) =>
      typeof inner === 'bigint' ? String(inner) : inner,
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new PortraitError('file_json', { line, detail: 'nested too deeply' });
  }
}

function keepLarge(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined || Number.isSafeInteger(value))
    return value;
  return /^-?\d+$/.test(source) ? BigInt(source) : value;
}
