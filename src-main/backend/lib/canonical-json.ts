import type { Json } from '#shared/model/json.ts';

/** JSON with object keys in code-unit order at every depth, so equal values give equal text. */
export function canonicalJson(value: Json, indent = 0): string {
  return JSON.stringify(sorted(value), null, indent);
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  // Entries, not assignment: `__proto__` is a legal key.
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
