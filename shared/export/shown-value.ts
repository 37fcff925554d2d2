const longest = 80;

/** What was found where something else belongs, as JSON of at most 80 characters; what JSON has no word for by its own name. */
export function shownValue(found: unknown): string {
  const text = wordOf(found);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function wordOf(found: unknown): string {
  if (typeof found !== 'object' && typeof found !== 'string') return String(found ?? null);
  try {
    return JSON.stringify(found);
  } catch {
    // Something in it refers to itself, or is a BigInt.
    return Object.prototype.toString.call(found);
  }
}
