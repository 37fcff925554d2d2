const rowsPerChunk = 50_000;

/** Lower-case text of many rows, laid end to end so that one native search goes through all of them. */
export class TextIndex {
  readonly #chunks: { first: number; text: string; starts: Int32Array }[] = [];
  readonly #rows: number;

  constructor(rows: number, textOf: (row: number) => string) {
    this.#rows = rows;
    for (let first = 0; first < rows; first += rowsPerChunk) {
      const count = Math.min(rowsPerChunk, rows - first);
      const starts = new Int32Array(count + 1);
      const parts: string[] = [];
      for (let at = 0; at < count; at++) {
        const part = textOf(first + at).toLowerCase();
        parts.push(part);
        starts[at + 1] = starts[at]! + part.length + 1;
      }
      this.#chunks.push({ first, text: parts.join('\n'), starts });
    }
  }

  /** 1 for every row that holds all words of the query, in any order; null where the query is empty. */
  find(query: string): Uint8Array | null {
    const words = wordsOf(query).sort((a, b) => b.length - a.length);
    const [longest, ...others] = words;
    if (longest === undefined) return null;
    const found = new Uint8Array(this.#rows);
    for (const { first, text, starts } of this.#chunks) {
      let row = 0;
      for (let at = text.indexOf(longest); at >= 0;) {
        while (starts[row + 1]! <= at) row += 1;
        const end = starts[row + 1]!;
        const whole = others.length === 0 ? '' : text.slice(starts[row], end);
        if (others.every((word) => whole.includes(word))) found[first + row] = 1;
        at = text.indexOf(longest, end);
      }
    }
    return found;
  }
}

export function wordsOf(query: string): string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}
