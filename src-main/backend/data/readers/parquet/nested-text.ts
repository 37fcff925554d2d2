/** Named values in order; names may repeat. */
export class Struct {
  readonly entries: readonly (readonly [string, unknown])[];

  constructor(entries: readonly (readonly [string, unknown])[]) {
    this.entries = entries;
  }

  /** The one value of a struct that stands for it. */
  only(): unknown {
    return this.entries[0]?.[1];
  }

  /** As a plain object, structs inside too. */
  plain(): object {
    return Object.fromEntries(this.entries.map(([name, value]) => [name, plain(value)]));
  }
}

function plain(value: unknown): unknown {
  if (value instanceof Struct) return value.plain();
  return Array.isArray(value) ? value.map(plain) : value;
}

/** JSON of what nests: integers digit for digit, bytes in hex, what JSON has no number for as text. */
export function nestedText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') {
    return Number.isFinite(value) ? JSON.stringify(value) : `"${value}"`;
  }
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString('hex')}"`;
  if (Array.isArray(value)) return `[${value.map(nestedText).join(',')}]`;
  if (value instanceof Struct) return objectText(value.entries);
  if (typeof value === 'object') return objectText(Object.entries(value));
  return JSON.stringify(value);
}

function objectText(entries: readonly (readonly [string, unknown])[]): string {
  return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${nestedText(value)}`).join(',')}}`;
}
