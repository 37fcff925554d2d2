const longest = 80;

/** What was found where something else belongs, as JSON of at most 80 characters. */
export function shownValue(found: unknown): string {
  const text = JSON.stringify(found ?? null) ?? String(found);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
