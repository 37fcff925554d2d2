import type { CellValue } from '#shared/model/table.ts';

/** A value as pyarrow_rows.py writes it: {n} numbers, {b} bytes in hex, {l} lists, {o} structs, the rest as JSON. */
export type Theirs =
  | null
  | boolean
  | string
  | { n: string }
  | { b: string }
  | { l: Theirs[] }
  | { o: [string, Theirs][] };

/** Whether a stored cell means what the reference read. */
export function same(ours: CellValue, theirs: Theirs): boolean {
  if (theirs === null) return ours === null || ours === '' || ours === 'null';
  if (typeof theirs === 'boolean') return ours === Number(theirs) || ours === String(theirs);
  if (typeof theirs === 'string') return sameText(ours, theirs);
  if ('n' in theirs) return sameNumber(ours, theirs.n);
  if ('b' in theirs) return sameBytes(ours, theirs.b);
  if (typeof ours !== 'string') return false;
  return sameNested(parse(ours), theirs);
}

function sameText(ours: CellValue, theirs: string): boolean {
  const midnight = theirs.replace(/^(\d{4}-\d{2}-\d{2}) 00:00:00$/, '$1');
  // A text that only the American order reads becomes a date; other orders would be wrong for these files.
  const american = theirs.replace(/^(\d\d)\/(\d\d)\/(\d\d)$/, '20$3-$1-$2');
  return String(ours ?? '') === theirs || ours === midnight || ours === american;
}

function sameNumber(ours: CellValue, theirs: string): boolean {
  // What is no number for a column (infinite, NaN) is stored as missing, with a warning.
  if (ours === null) return !Number.isFinite(Number(theirs));
  if (/^-?\d+$/.test(theirs) && typeof ours === 'string') return BigInt(ours) === BigInt(theirs);
  return Number(ours) === Number(theirs);
}

function sameBytes(ours: CellValue, theirs: string): boolean {
  const bytes = Buffer.from(theirs, 'hex');
  if (ours === null) return bytes.length === 0;
  return ours === theirs || ours === uuid(theirs) || sameText(ours, bytes.toString('utf8'));
}

function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function sameNested(ours: unknown, theirs: Theirs): boolean {
  if (theirs === null || typeof theirs !== 'object') {
    return ours === theirs || (typeof ours === 'string' && same(ours, theirs));
  }
  if ('n' in theirs) {
    if (typeof ours === 'bigint') return String(ours) === theirs.n;
    return Object.is(Number(ours), Number(theirs.n)) || Number(ours) === Number(theirs.n);
  }
  if ('b' in theirs) return typeof ours === 'string' && sameBytes(ours, theirs.b);
  if ('o' in theirs) {
    if (typeof ours !== 'object' || ours === null) return false;
    const found = new Map(Object.entries(ours));
    return theirs.o.every(([name, value]) => sameNested(found.get(name) ?? null, value));
  }
  if (Array.isArray(ours)) {
    return ours.length === theirs.l.length && theirs.l.every((v, i) => sameNested(ours[i], v));
  }
  return sameMap(ours, theirs.l);
}

/** pyarrow has a map as pairs; with keys of text it is stored as an object. */
function sameMap(ours: unknown, pairs: Theirs[]): boolean {
  if (typeof ours !== 'object' || ours === null) return false;
  const found = new Map(Object.entries(ours));
  return (
    found.size === pairs.length &&
    pairs.every((pair) => {
      if (pair === null || typeof pair !== 'object' || !('l' in pair)) return false;
      const [key, value] = pair.l;
      const own =
        typeof key === 'string'
          ? key
          : key && typeof key === 'object' && 'b' in key
            ? Buffer.from(key.b, 'hex').toString()
            : '';
      return found.has(own) && sameNested(found.get(own), value ?? null);
    })
  );
}

/** JSON with integers digit for digit. */
function parse(text: string): unknown {
  return JSON.parse(text, (_, value: unknown, context?: { source?: string }) => {
    const source = context?.source;
    const exact = typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined;
    return exact || !/^-?\d+$/.test(source) ? value : BigInt(source);
  });
}
