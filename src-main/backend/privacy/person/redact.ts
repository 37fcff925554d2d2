/** What stands in a text in the place of somebody who was erased. */
export const erasedWord = '[erased]';

/** A month, a day or the digits of a fraction are nobody's number; nor are a year, or what a fraction begins with (but 12.0). */
const notBehind = String.raw`(?<!\d\.|\b\d{4}-|\b\d{4}-\d\d-)`;
const notBefore = String.raw`(?!\.(?!0+(?!\d))\d|-\d\d-\d\d(?!\d))`;
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Finds values in texts and in JSON as words of their own: 17850 not in 178501, and 12 in no date or fraction. */
export function finder(values: Iterable<string>): RegExp[] {
  const forms = [...values].flatMap((text) => {
    const composed = ['NFC', 'NFD'].map((form) => text.normalize(form));
    return [text, ...composed].flatMap((one) => [one, JSON.stringify(one).slice(1, -1)]);
  });
  const long = [...new Set(forms)].filter((text) => text.length >= 2);
  // The longest first, so that none leaves the rest of another.
  const parts = long
    .sort((a, b) => b.length - a.length)
    .map((text) => {
      const [first = '', last = ''] = [text[0], text.at(-1)];
      const short = /^\d{1,4}$/.test(text);
      const before = (isAlphanumeric(first) ? '(?<![A-Za-z0-9_])' : '') + (short ? notBehind : '');
      const behind = (isAlphanumeric(last) ? '(?![A-Za-z0-9_])' : '') + (short ? notBefore : '');
      return before + text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`) + behind;
    });
  const size = 500;
  return Array.from({ length: Math.ceil(parts.length / size) }, (_, at) => {
    return new RegExp(parts.slice(at * size, (at + 1) * size).join('|'), 'giu');
  });
}

export function finds(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) => text.search(pattern) >= 0);
}

/** JSON with the values gone from every text of it, keys too; numbers stay: they are settings, not names. */
export function redactor(patterns: readonly RegExp[]): (json: string) => string {
  const plain = (text: string): string =>
    patterns.reduce(
      (rest, pattern) =>
        // Cells go by such ids: a piece of one is nobody's number.
        rest.replace(pattern, (hit) => (uuid.test(rest) && hit !== rest ? hit : erasedWord)),
      text,
    );
  return (json) => {
    if (json === '' || patterns.length === 0) return json;
    try {
      const before: unknown = JSON.parse(json);
      const after = walk(before, plain);
      // As it was written, where nothing was in it.
      return JSON.stringify(after) === JSON.stringify(before) ? json : JSON.stringify(after);
    } catch {
      return plain(json);
    }
  };
}

function walk(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one: unknown) => walk(one, change));
  if (typeof value !== 'object' || value === null) return value;
  // Own properties whatever they are called: `__proto__` is a legal name of a column.
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [change(key), walk(one, change)]),
  );
}

const isAlphanumeric = (letter: string): boolean => /[A-Za-z0-9_]/.test(letter);
