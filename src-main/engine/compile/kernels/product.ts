import { FunctionBuilder } from '../wasm/function-builder.ts';
import {
  between,
  counted,
  floats,
  get,
  greatest,
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
} from '../wasm/wasm-code.ts';
import { blockRows, packed, stripeColumns, tileRows } from './packing.ts';
import { sizeOf, type Value } from '../lower/value.ts';
import type { Work } from '../run/work.ts';

/** A [m, k] times B [k, n], both in rows, so many times; A is stored as [k, m] where `transposeA`. */
export type ProductShape = {
  m: number;
  n: number;
  k: number;
  transposeA: boolean;
  batches: number;
};

/** The form of a value that is a product. */
export function productForm({ inputs, shape }: Value, transposeA: boolean): ProductShape {
  const [m = 1, n = 1] = shape.slice(-2);
  const k = inputs[0]?.shape.at(transposeA ? -2 : -1) ?? 0;
  return { m, n, k, transposeA, batches: sizeOf(shape.slice(0, -2)) };
}

/** Products are summed so many at once before the loop turns. */
const unrolled = 4;

/** Locals with the addresses of the factors, the result, and the factors packed, in bytes. */
const parameters = { a: 0, b: 1, out: 2, packedA: 3, packedB: 4 };

/**
 * A function of five addresses, so that products of one form share it. A tile of the result is kept in registers while its k
 * products are summed in order. Columns beyond the last multiple of four are computed with whatever lies behind them and
 * not stored. Tiles of six rows and eight columns take fifteen registers, all that V8 has to give; of fewer rows, sums would wait
 * for one another. Packed factors (`packing.ts`) are read instead of those that lie in rows, as far as they go. The work is cut by the products of a batch, or by the result's rows or columns, whichever are more.
 */
export function productFunction(shape: ProductShape, fused: boolean): Work {
  const { m, n, k, batches } = shape;
  const build = new FunctionBuilder(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32']);
  const [from, to] = [get(5), get(6)];
  const [row, column] = [build.local('i32'), build.local('i32')];
  const tile = new Tile(build, shape, fused, row, column);
  const { left, right } = packed(shape);
  const cost = (m * n * k * batches) / 12;
  const by = batches >= 8 ? 'batches' : m >= n ? 'rows' : 'columns';
  const packedRows = left ? m - (m % blockRows) : 0;
  /** Tiles from number to number, then what is left; where the work is cut, as much of both as lies in the span. */
  const along = (
    cut: boolean,
    local: number,
    [first, end]: readonly [number, number],
    step: number,
    tiles: (size: number) => Code,
  ): Code => {
    const rest = (end - first) % step;
    const last = rest > 0 ? [set(local, int(end - rest)), tiles(rest)] : [];
    if (!cut)
      return [
        end - first >= step ? counted(local, first, end - rest, step, tiles(step)) : [],
        last,
      ];
    return [
      between(local, greatest(from, int(first)), least(to, int(end - rest)), step, tiles(step)),
      rest > 0 ? when([to, int(end), 0x46], last) : [],
    ];
  };
  const stripe = (columns: number): Code => {
    const b = right && columns === stripeColumns;
    const rows = (a: boolean) => (count: number) => tile.code(count, columns, { a, b });
    return [
      packedRows > 0 ? along(by === 'rows', row, [0, packedRows], tileRows, rows(true)) : [],
      m > packedRows ? along(by === 'rows', row, [packedRows, m], tileRows, rows(false)) : [],
    ];
  };
  const one = along(by === 'columns', column, [0, n], stripeColumns, stripe);
  const grain = { batches: 1, rows: tileRows, columns: stripeColumns }[by];
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
    fused: boolean,
    row: number,
    column: number,
  ) {
    this.#parts = [build, shape, fused, row, column];
    this.#sums = build.locals('v128', tileRows * 2);
    this.#right = build.locals('v128', 2);
    [this.#a, this.#b, this.#step] = [build.local('i32'), build.local('i32'), build.local('i32')];
  }

  /** The tile at the locals `row` and `column`, of so many rows and columns, by the packed factors where these are. */
  code(rows: number, columns: number, by: { a: boolean; b: boolean }): Code {
    const [, { m, n, k, transposeA }, fused, row, column] = this.#parts;
    const { a, b, out, packedA, packedB } = parameters;
    /** Bytes from row to row and from summand to summand; within a packed tile rows are neighbours. */
    const [aRow, aStep] = by.a ? [4, tileRows * 4] : transposeA ? [4, m * 4] : [k * 4, 4];
    const [aTile, bTile, bStep] = [
      by.a ? k * 4 : aRow,
      by.b ? k * 4 : 4,
      by.b ? stripeColumns * 4 : n * 4,
    ];
    const vectors = Math.ceil(columns / 4);
    const sum = (r: number, v: number): number => this.#sums[r * 2 + v]!;
    const right = (v: number): number => this.#right[v]!;
    const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
    const take = (at: number): Code => [
      range(vectors).map((v) => set(right(v), load4(get(this.#b), at * bStep + v * 16))),
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
      set(this.#b, plus(get(this.#b), int(steps * bStep))),
    ];
    const scaled = (local: number, by: number): Code => [get(local), int(by), 0x6c];
    const target = this.#step;
    return [
      range(rows).map((r) => range(vectors).map((v) => set(sum(r, v), floats(0)))),
      set(this.#a, plus(get(by.a ? packedA : a), scaled(row, aTile))),
      set(this.#b, plus(get(by.b ? packedB : b), scaled(column, bTile))),
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
