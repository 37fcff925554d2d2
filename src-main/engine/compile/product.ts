import { FunctionBuilder } from './function-builder.ts';
import {
  between,
  counted,
  floats,
  get,
  int,
  least,
  load4,
  loadSplat,
  multiplyAdd,
  plus,
  set,
  store4,
  storeLanes,
  times,
  when,
  type Code,
} from './wasm-code.ts';
import type { Work } from './work.ts';

/** A [m, k] times B [k, n], both in rows, so many times; A is stored as [k, m] where `transposeA`. */
export type ProductShape = {
  m: number;
  n: number;
  k: number;
  transposeA: boolean;
  batches: number;
};

/** Rows of the result that are summed at once, times two vectors of four columns: what fits sixteen registers. */
const tileRows = 4;
const unrolled = 4;

/** Locals with the addresses of what is multiplied, in bytes. */
type Addresses = { a: number; b: number; out: number };

/**
 * A function of three addresses, so that products of one form share it. A tile of the result is kept in registers while its k
 * products are summed in order. Columns beyond the last multiple of four are computed with whatever lies behind them and
 * not stored. It is cut by the products of a batch, or by the result's rows or columns, whichever are more.
 */
export function productFunction(shape: ProductShape, fused: boolean): Work {
  const { m, n, k, batches } = shape;
  const build = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32']);
  const addresses = { a: 0, b: 1, out: 2 };
  const [from, to] = [get(3), get(4)];
  const [row, column] = [build.local('i32'), build.local('i32')];
  const tile = new Tile(build, shape, addresses, fused, row, column);
  const cost = (m * n * k * batches) / 12;
  const by = batches >= 8 ? 'batches' : m >= n ? 'rows' : 'columns';
  const wholeRows = m - (m % tileRows);
  const wholeColumns = n - (n % 8);
  /** Whole tiles from number to number, then what is left where the end is within reach. */
  const along = (
    cut: boolean,
    local: number,
    size: number,
    step: number,
    tiles: Code,
    rest: Code,
  ) =>
    cut
      ? [
          between(local, from, least(to, int(size - (size % step))), step, tiles),
          size % step > 0
            ? when([to, int(size), 0x46], [set(local, int(size - (size % step))), rest])
            : [],
        ]
      : [
          size >= step ? counted(local, 0, size - (size % step), step, tiles) : [],
          size % step > 0 ? [set(local, int(size - (size % step))), rest] : [],
        ];
  const stripe = (columns: number): Code =>
    along(
      by === 'rows',
      row,
      m,
      tileRows,
      tile.code(tileRows, columns),
      tile.code(m - wholeRows, columns),
    );
  const one = along(by === 'columns', column, n, 8, stripe(8), stripe(n - wholeColumns));
  const grain = { batches: 1, rows: tileRows, columns: 8 }[by];
  if (batches === 1) return { made: build.finish(one), units: by === 'rows' ? m : n, grain, cost };
  const forward = (local: number, numbers: number, count: Code = int(1)): Code =>
    set(local, plus(get(local), times(count, int(numbers * 4))));
  const next = (count?: Code) => [
    forward(0, m * k, count),
    forward(1, k * n, count),
    forward(2, m * n, count),
  ];
  const batch = build.local('i32');
  if (by === 'batches')
    return {
      made: build.finish([next(from), between(batch, from, to, 1, [one, next()])]),
      ...{ units: batches, grain, cost },
    };
  return {
    made: build.finish(counted(batch, 0, batches, 1, [one, next()])),
    ...{ units: by === 'rows' ? m : n, grain, cost },
  };
}

class Tile {
  readonly #sums: number[];
  readonly #right: number[];
  readonly #a: number;
  readonly #b: number;
  readonly #step: number;
  readonly #parts: ConstructorParameters<typeof Tile>;

  constructor(
    build: FunctionBuilder,
    shape: ProductShape,
    addresses: Addresses,
    fused: boolean,
    row: number,
    column: number,
  ) {
    this.#parts = [build, shape, addresses, fused, row, column];
    this.#sums = build.locals('v128', tileRows * 2);
    this.#right = build.locals('v128', 2);
    [this.#a, this.#b, this.#step] = [build.local('i32'), build.local('i32'), build.local('i32')];
  }

  /** The tile at the locals `row` and `column`, of so many rows and columns. */
  code(rows: number, columns: number): Code {
    const [, { m, n, k, transposeA }, { a, b, out }, fused, row, column] = this.#parts;
    const [aRow, aStep] = transposeA ? [4, m * 4] : [k * 4, 4];
    const vectors = Math.ceil(columns / 4);
    const sum = (r: number, v: number): number => this.#sums[r * 2 + v] ?? 0;
    const right = (v: number): number => this.#right[v] ?? 0;
    const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
    const take = (at: number): Code => [
      range(vectors).map((v) => set(right(v), load4(get(this.#b), at * n * 4 + v * 16))),
      range(rows).map((r) => {
        const left = loadSplat(get(this.#a), r * aRow + at * aStep);
        if (vectors === 1)
          return set(sum(r, 0), multiplyAdd(fused, left, get(right(0)), get(sum(r, 0))));
        const held = this.#held(left);
        return [
          held.set,
          range(vectors).map((v) =>
            set(sum(r, v), multiplyAdd(fused, held.value, get(right(v)), get(sum(r, v)))),
          ),
        ];
      }),
    ];
    const whole = k - (k % unrolled);
    const forward = (steps: number): Code => [
      set(this.#a, plus(get(this.#a), int(steps * aStep))),
      set(this.#b, plus(get(this.#b), int(steps * n * 4))),
    ];
    const scaled = (local: number, by: number): Code => [get(local), int(by), 0x6c];
    const target = this.#step;
    return [
      range(rows).map((r) => range(vectors).map((v) => set(sum(r, v), floats(0)))),
      set(this.#a, plus(get(a), scaled(row, aRow))),
      set(this.#b, plus(get(b), scaled(column, 4))),
      whole > 0
        ? counted(this.#step, 0, whole, unrolled, [range(unrolled).map(take), forward(unrolled)])
        : [],
      range(k - whole).map(take),
      set(target, plus(get(out), plus(scaled(row, n * 4), scaled(column, 4)))),
      range(rows).map((r) =>
        range(vectors).map((v) => {
          const left = columns - v * 4;
          const at = r * n * 4 + v * 16;
          return left >= 4
            ? store4(get(target), at, get(sum(r, v)))
            : storeLanes(get(target), at, get(sum(r, v)), left);
        }),
      ),
    ];
  }

  #left: number | null = null;
  #held(value: Code): { set: Code; value: Code } {
    this.#left ??= this.#parts[0].local('v128');
    return { set: set(this.#left, value), value: get(this.#left) };
  }
}
