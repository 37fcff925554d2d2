const mostCharacters = 4_000_000;
const early = 'it ends before its JSON does';

/**
 * Why a text that JSON.parse refused is no JSON: where it stops being it, counted from 1. Nothing of the text itself is in the
 * answer, as it is in the runtime's own sentence. The place is looked for, at some twenty times what reading takes, in texts of
 * at most `most` characters.
 */
export function jsonFault(text: string, most = mostCharacters): string {
  if (text.length > most) return 'it is not JSON';
  // The longest beginning that could still become JSON.
  let [good, bad] = [0, text.length];
  if (mayGoOn(text)) return early;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (mayGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  const before = text.slice(0, good).split('\n');
  return `it is not JSON from line ${before.length}, character ${before.at(-1)!.length + 1} on`;
}

function mayGoOn(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const place = Number(/at position (\d+)/.exec(message)?.[1] ?? NaN);
    return message.includes('end of JSON input') || place === text.length;
  }
}
