/** What stands in a text in the place of somebody who was erased. */
export const erasedWord = '[erased]';

/** Finds values in texts as words of their own: 17850 not in 178501. Null where there are none. */
export function finder(values: Iterable<string>): RegExp[] {
  const long = [...new Set(values)].filter((text) => text.length >= 2);
  // The longest first, so that none leaves the rest of another.
  const parts = long
    .sort((a, b) => b.length - a.length)
    .map((text) => {
      const [first = '', last = ''] = [text[0], text.at(-1)];
      const before = isAlphanumeric(first) ? '(?<![A-Za-z0-9_])' : '';
      const behind = isAlphanumeric(last) ? '(?![A-Za-z0-9_])' : '';
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
    patterns.reduce((rest, pattern) => rest.replace(pattern, erasedWord), text);
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
