import type { ColumnType, ValueKind } from '#shared/model/table.ts';
import { isStoredTime } from '#shared/values/time/index.ts';
import type { SqlValue } from './messages.ts';

const mostCategories = 100;

type Seen = {
  present: number;
  integers: number;
  numbers: number;
  dates: number;
  truths: number;
  texts: Set<string>;
  many: boolean;
};

/** Finds the kinds of columns from their values; one that is a column of an input has its kind where all values are of it. */
export class ResultTypes {
  readonly #columns: Seen[];
  readonly #known: (ValueKind | null)[];

  constructor(known: (ValueKind | null)[]) {
    this.#known = known;
    this.#columns = known.map((kind) => ({
      present: 0,
      integers: 0,
      numbers: 0,
      dates: 0,
      truths: 0,
      texts: new Set(),
      // Only what is computed may turn out to be a category.
      many: kind !== null,
    }));
  }

  add(rows: readonly SqlValue[][]): void {
    for (const [c, seen] of this.#columns.entries()) {
      for (const row of rows) observe(seen, row[c] ?? null);
    }
  }

  kinds(): ValueKind[] {
    return this.#columns.map((seen, c) => {
      const known = this.#known[c] ?? null;
      // Of a UNION SQLite names the first part's column alone.
      return known !== null && fits(seen, known.type) ? known : { type: resolve(seen) };
    });
  }
}

function fits({ present, integers, numbers, dates, truths }: Seen, type: ColumnType): boolean {
  switch (type) {
    case 'integer':
      return integers === present;
    case 'real':
      return numbers === present;
    case 'boolean':
      return truths === present;
    case 'date':
      return dates === present;
    default:
      return numbers === 0;
  }
}

function observe(seen: Seen, value: SqlValue): void {
  if (value === null) return;
  seen.present += 1;
  if (typeof value === 'number' || typeof value === 'bigint') {
    seen.numbers += 1;
    if (Number.isSafeInteger(Number(value))) seen.integers += 1;
    if (value === 0 || value === 1 || value === 0n || value === 1n) seen.truths += 1;
    return;
  }
  // Only what is stored as dates are stored is one.
  if (seen.dates === seen.present - 1 && isStoredTime(value)) seen.dates += 1;
  if (seen.many) return;
  seen.texts.add(value);
  if (seen.texts.size <= mostCategories) return;
  seen.many = true;
  seen.texts.clear();
}

function resolve(seen: Seen): ColumnType {
  if (seen.present === 0) return 'text';
  if (seen.integers === seen.present) return 'integer';
  if (seen.numbers === seen.present) return 'real';
  if (seen.dates === seen.present) return 'date';
  return !seen.many && seen.texts.size * 2 <= seen.present ? 'category' : 'text';
}
