import { shownValue } from '../shown-value.ts';

/** One history to recommend by. */
export type RecommendRequest = {
  /** Items had, each once; with a weight where it counts otherwise than usual. */
  history: readonly { item: string; weight: number | null }[];
  k: number;
  excludeSeen: boolean;
  /** Items not to be recommended. */
  exclude: readonly string[];
};

/** What cannot be read: the field, the place in its list from 1 (1 where it is none), and what belongs there. */
export type RequestFault = {
  row: number;
  field: string;
  found: unknown;
  expected: string;
  kind: 'value' | 'unknown';
};

export class RequestError extends Error {
  readonly fault: RequestFault;

  constructor(fault: RequestFault) {
    super(`${fault.field}, ${fault.row}: ${shownValue(fault.found)} is not ${fault.expected}`);
    this.name = 'RequestError';
    this.fault = fault;
  }
}

const fields = ['history', 'k', 'exclude_seen', 'exclude'];
const usualLength = 10;

/** Reads what a caller sends; nothing is coerced. Throws RequestError naming field and place. */
export function readRequest(
  given: Readonly<Record<string, unknown>>,
  items: number,
): RecommendRequest {
  const wrong = (field: string, found: unknown, expected: string, row = 1): never => {
    throw new RequestError({ row, field, found, expected, kind: 'value' });
  };
  for (const field of Object.keys(given)) {
    if (fields.includes(field)) continue;
    const expected = `one of ${fields.join(', ')}`;
    throw new RequestError({ row: 1, field, found: given[field], expected, kind: 'unknown' });
  }
  const {
    history,
    k = Math.min(usualLength, items),
    exclude_seen: excludeSeen = true,
    exclude = [],
  } = given;
  if (!Array.isArray(history)) return wrong('history', history ?? null, 'a list of items');
  if (!Array.isArray(exclude)) return wrong('exclude', exclude, 'a list of items');
  if (typeof excludeSeen !== 'boolean') return wrong('exclude_seen', excludeSeen, 'true or false');
  if (typeof k !== 'number' || !Number.isInteger(k) || k < 1 || k > items)
    return wrong('k', k, `a whole number from 1 to ${items}`);
  const seen = new Set<string>();
  const read = history.map((entry: unknown, at) => {
    const one = entryOf(entry) ?? wrong('history', entry, entryWords, at + 1);
    if (seen.has(one.item)) wrong('history', entry, 'an item that is not there yet', at + 1);
    seen.add(one.item);
    return one;
  });
  const left = exclude.map((entry: unknown, at) =>
    typeof entry === 'string' ? entry : wrong('exclude', entry, 'text', at + 1),
  );
  return { history: read, k, excludeSeen, exclude: left };
}

const entryWords = 'text, or {"item": text, "weight": a number above 0}';

function entryOf(entry: unknown): { item: string; weight: number | null } | null {
  if (typeof entry === 'string') return { item: entry, weight: null };
  if (typeof entry !== 'object' || entry === null) return null;
  const { item, weight, ...more } = entry as Record<string, unknown>;
  if (typeof item !== 'string' || Object.keys(more).length > 0) return null;
  if (weight === undefined) return { item, weight: null };
  return typeof weight === 'number' && Number.isFinite(weight) && weight > 0
    ? { item, weight }
    : null;
}
