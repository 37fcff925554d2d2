import type { Database } from 'better-sqlite3';
import { Sum } from '#shared/statistics/sum.ts';
import { sqlTokens } from './tokens.ts';

type Gathered = { sum: Sum; present: number; integers: bigint | null };
type Value = number | bigint | string | Uint8Array | null;

const names = ['sum', 'avg', 'total'] as const;

/** Whether a query adds up, so that a result beyond float64 may be one that only passes its end on the way. */
export function addsUp(query: string): boolean {
  return sqlTokens(query).some(
    ({ name }) => name !== undefined && names.some((own) => own === name.toLowerCase()),
  );
}

/**
 * Puts sums that may pass float64's end on the way in the place of SQLite's `sum`, `avg` and `total`, which end there; with the
 * same results otherwise (https://sqlite.org/lang_aggfunc.html). They take longer.
 */
export function useExactSums(db: Database): void {
  const shared = {
    safeIntegers: true,
    start: (): Gathered => ({ sum: new Sum(), present: 0, integers: 0n }),
    // What SQLite hands over: what `start` made, and a value of its own.
    step: (gathered: unknown, value: unknown) => take(gathered as Gathered, value as Value, 1),
    inverse: (gathered: unknown, value: unknown) => take(gathered as Gathered, value as Value, -1),
  };
  const results: Record<(typeof names)[number], (gathered: Gathered) => number | bigint | null> = {
    sum: ({ sum, present, integers }) =>
      present === 0 ? null : integers === null ? sum.total() : checked(integers),
    avg: ({ sum, present }) => (present === 0 ? null : sum.mean(present)),
    total: ({ sum }) => sum.total(),
  };
  for (const name of names) {
    const result = (gathered: unknown): unknown => results[name](gathered as Gathered);
    db.aggregate(name, { ...shared, result });
  }
}

/** `sign`: -1 for a value that leaves a window. */
function take(gathered: Gathered, value: Value, sign: 1 | -1): Gathered {
  if (value === null) return gathered;
  gathered.present += sign;
  gathered.sum.add(sign * numberOf(value));
  if (typeof value !== 'bigint') gathered.integers = null;
  else if (gathered.integers !== null) gathered.integers += BigInt(sign) * value;
  return gathered;
}

/** Of a text what it begins with, as SQLite takes it; 0 where that is no number. */
function numberOf(value: NonNullable<Value>): number {
  if (typeof value === 'string') return Number.parseFloat(value) || 0;
  return typeof value === 'object' ? 0 : Number(value);
}

function checked(sum: bigint): bigint {
  if (BigInt.asIntN(64, sum) !== sum) throw new Error('integer overflow');
  return sum;
}
