import type { ImportWarning } from '#shared/model/cells/data.ts';
import type { SqlValue } from './messages.ts';

/** Characters of a cell that are kept; what is cut off is counted in its place. */
export const mostCharacters = 262_144;
const [least, largest] = [-(2n ** 63n), 2n ** 63n - 1n];

type Seen = { large: number; limits: number; cut: number; infinite: number };

/**
 * Makes stored values of what SQLite gives: integers exact (as text, where no double holds them), blobs as hexadecimal
 * digits, texts cut at `mostCharacters`. Notes what a person has to know, by column.
 */
export class ResultCells {
  readonly #columns: Seen[];
  /** Whether a number was beyond float64. */
  infinite = false;

  constructor(columns: number) {
    this.#columns = Array.from({ length: columns }, () => ({
      large: 0,
      limits: 0,
      cut: 0,
      infinite: 0,
    }));
  }

  value(value: unknown, column: number): SqlValue {
    const seen = this.#columns[column]!;
    if (value === null) return null;
    if (typeof value === 'string') return this.#cut(value, value.length, seen);
    if (typeof value === 'bigint') return integer(value, seen);
    if (typeof value === 'number') {
      if (Number.isFinite(value)) return value;
      seen.infinite += 1;
      this.infinite = true;
      return null;
    }
    if (value instanceof Uint8Array) {
      const start = Buffer.from(
        value.buffer,
        value.byteOffset,
        Math.min(value.length, mostCharacters),
      );
      return this.#cut(start.toString('hex'), value.length * 2, seen);
    }
    return String(value);
  }

  /** Columns that hold an integer no double holds; all their values are to be text. */
  exactColumns(): number[] {
    return [...this.#columns.keys()].filter((c) => this.#columns[c]!.large > 0);
  }

  warnings(names: readonly string[]): ImportWarning[] {
    return this.#columns.flatMap(({ large, limits, cut, infinite }, c) => {
      const [line, column] = [null, names[c]!];
      return [
        ...(large > 0 ? [{ kind: 'large_integer' as const, line, column, count: large }] : []),
        ...(limits > 0 ? [{ kind: 'integer_limit' as const, line, column, count: limits }] : []),
        ...(infinite > 0 ? [{ kind: 'infinite' as const, line, column, count: infinite }] : []),
        ...(cut > 0 ? [{ kind: 'cell_cut' as const, line, column, count: cut }] : []),
      ];
    });
  }

  #cut(text: string, length: number, seen: Seen): string {
    if (length <= mostCharacters) return text;
    seen.cut += 1;
    const kept = text.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, '');
    return `${kept}… [+${length - kept.length}]`;
  }
}

function integer(value: bigint, seen: Seen): SqlValue {
  if (value === least || value === largest) seen.limits += 1;
  const number = Number(value);
  if (Number.isSafeInteger(number) && seen.large === 0) return value;
  if (!Number.isSafeInteger(number)) seen.large += 1;
  return String(value);
}
