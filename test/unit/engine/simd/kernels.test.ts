import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { solveRows, type RowWork } from '../../../../src-main/engine/simd/solve-rows.ts';
import { kernelsModule } from '../../../../scripts/kernels/compile.mjs';
import { Arena, arenaBytes } from '../../../../src-main/engine/simd/arena.ts';

const random = createRandom(3);
const drawn = (length: number): number[] => Array.from({ length }, () => random.next() - 0.5);

describe('the kernels', () => {
  it('are what their source compiles to', async () => {
    const path = new URL('../../../../src-main/engine/simd/kernels-wasm.ts', import.meta.url);
    expect(readFileSync(path, 'utf8')).toBe(await kernelsModule());
  });
});

type Places = Record<Exclude<keyof RowWork, 'double' | 'bytes' | 'steps'>, { address: number }>;

const addressesOf = (places: Places): Omit<RowWork, 'double' | 'bytes' | 'steps'> => ({
  ...{ pointer: places.pointer.address, index: places.index.address },
  ...{ weight: places.weight.address, own: places.own.address, other: places.other.address },
  ...{ gram: places.gram.address, ridge: places.ridge.address, work: places.work.address },
});

describe('solveRows', () => {
  const width = 16;
  const [rows, others] = [3, 7];
  const met = [[0, 2, 5, 6], [], [1, 2]];
  const arena = new Arena(
    arenaBytes([rows * width, others * width, width * width, rows + 1, 6, 6, rows, 3 * width]),
  );
  const own = arena.floats(rows * width);
  const other = arena.floats(others * width);
  const gram = arena.floats(width * width);
  const pointer = arena.integers(rows + 1);
  const index = arena.integers(6);
  const weight = arena.floats(6);
  const ridge = arena.floats(rows);
  const work = arena.floats(3 * width);
  own.values.set(drawn(rows * width));
  other.values.set(drawn(others * width));
  for (let a = 0; a < width; a++)
    for (let b = 0; b < width; b++)
      for (let o = 0; o < others; o++)
        gram.values[a * width + b]! +=
          0.3 * other.values[o * width + a]! * other.values[o * width + b]!;
  pointer.values.set([0, 4, 4, 6]);
  index.values.set(met.flat());
  weight.values.set([1, 2, 0.5, 3, 1, 1]);
  ridge.values.set([0.4, 0.4, 0.2]);

  it('solves the normal equations of each row, and clears rows without interactions', () => {
    const addresses = addressesOf({ pointer, index, weight, own, other, gram, ridge, work });
    solveRows(arena, [0, rows], { ...addresses, double: false, bytes: width * 4, steps: 40 }, null);
    met.forEach((items, row) => {
      const x = own.values.subarray(row * width, (row + 1) * width);
      if (items.length === 0) {
        expect([...x]).toEqual(new Array(width).fill(0));
        return;
      }
      // (V' C V + G + ridge) x - V' c, in float64.
      for (let a = 0; a < width; a++) {
        let left = ridge.values[row]! * x[a]!;
        for (let b = 0; b < width; b++) left += gram.values[a * width + b]! * x[b]!;
        items.forEach((item, at) => {
          const v = other.values.subarray(item * width, (item + 1) * width);
          const score = v.reduce((sum, value, b) => sum + value * x[b]!, 0);
          left += weight.values[pointer.values[row]! + at]! * (score - 1) * v[a]!;
        });
        expect(left).toBeCloseTo(0, 4);
      }
    });
  });
});

describe('solveRows of float64, and gramOfRows', () => {
  it('solve the normal equations in float64, with a gram matrix of their own', () => {
    const width = 16;
    const others = 7;
    const arena = new Arena(
      arenaBytes([2 * width, 2 * others * width, 2 * width * width, 2, 4, 4, 2, 6 * width]),
    );
    const own = arena.doubles(width);
    const other = arena.doubles(others * width);
    const gram = arena.doubles(width * width);
    const pointer = arena.integers(2);
    const index = arena.integers(4);
    const weight = arena.floats(4);
    const ridge = arena.doubles(1);
    const work = arena.doubles(3 * width);
    other.values.set(drawn(others * width));
    pointer.values.set([0, 4]);
    index.values.set([0, 2, 5, 6]);
    weight.values.set([1, 1000, 30, 3]);
    ridge.values.set([0.4]);
    arena.kernels.gramOfRows(0, others, other.address, width * 8, 0.3, gram.address);
    for (let a = 0; a < width; a++)
      for (let b = 0; b < width; b++) {
        let wanted = 0;
        for (let o = 0; o < others; o++)
          wanted += 0.3 * other.values[o * width + a]! * other.values[o * width + b]!;
        expect(gram.values[a * width + b]).toBeCloseTo(wanted, 14);
      }
    const addresses = addressesOf({ pointer, index, weight, own, other, gram, ridge, work });
    solveRows(arena, [0, 1], { ...addresses, double: true, bytes: width * 8, steps: 60 }, null);
    const x = own.values;
    let [left, right] = [0, 0];
    for (let a = 0; a < width; a++) {
      let rest = 0.4 * x[a]!;
      for (let b = 0; b < width; b++) rest += gram.values[a * width + b]! * x[b]!;
      let whole = 0;
      index.values.forEach((item, at) => {
        const v = other.values.subarray(item * width, (item + 1) * width);
        const score = v.reduce((sum, value, b) => sum + value * x[b]!, 0);
        rest += weight.values[at]! * (score - 1) * v[a]!;
        whole += weight.values[at]! * v[a]!;
      });
      left += rest ** 2;
      right += whole ** 2;
    }
    // Where the steps end: the square root of 1e-13.
    expect(Math.sqrt(left / right)).toBeLessThan(3.2e-7);
  });
});

describe('learnPairs', () => {
  it.each([3, 7, 8, 20])('takes the gradient step of each pair with %i factors', (factors) => {
    const stride = Math.ceil((factors + 1) / 4) * 4;
    const arena = new Arena(arenaBytes([2 * stride, 3 * stride, 9]));
    const users = arena.floats(2 * stride);
    const items = arena.floats(3 * stride);
    const pairs = arena.integers(9);
    for (let u = 0; u < 2; u++) users.values.set([...drawn(factors), 1], u * stride);
    for (let i = 0; i < 3; i++) items.values.set(drawn(factors + 1), i * stride);
    const steps = [
      [0, 0, 1],
      [1, 2, 0],
      [0, 2, 1],
    ];
    pairs.values.set(steps.flat());
    const [u64, i64] = [Float64Array.from(users.values), Float64Array.from(items.values)];
    const [rate, decay] = [0.1, 0.002];
    let wanted = 0;
    for (const [u, i, j] of steps as [number, number, number][]) {
      const row = (of: Float64Array, at: number): Float64Array =>
        of.subarray(at * stride, at * stride + factors + 1);
      const [user, liked, passed] = [row(u64, u), row(i64, i), row(i64, j)];
      const difference = user.reduce((sum, x, a) => sum + x * (liked[a]! - passed[a]!), 0);
      wanted += Math.log(1 + Math.exp(-difference));
      const pull = rate / (1 + Math.exp(difference));
      for (let a = 0; a <= factors; a++) {
        const [x, y, z] = [user[a]!, liked[a]!, passed[a]!];
        if (a < factors) user[a] = (1 - decay) * x + pull * (y - z);
        liked[a] = (1 - decay) * y + pull * x;
        passed[a] = (1 - decay) * z - pull * x;
      }
    }
    const loss = arena.kernels.learnPairs(
      ...([3, pairs.address, users.address, items.address] as const),
      ...([stride * 4, factors * 4, rate, decay] as const),
    );
    expect(loss).toBeCloseTo(wanted, 5);
    u64.forEach((value, at) => expect(users.values[at]).toBeCloseTo(value, 5));
    i64.forEach((value, at) => expect(items.values[at]).toBeCloseTo(value, 5));
  });

  it('takes the whole step where a pair is far the wrong way round', () => {
    const arena = new Arena(arenaBytes([4, 8, 3]));
    const [users, items, pairs] = [arena.floats(4), arena.floats(8), arena.integers(3)];
    users.values.set([10, 1]);
    items.values.set([-10, 0, 0, 0, 10, 0, 0, 0]);
    pairs.values.set([0, 0, 1]);
    const loss = arena.kernels.learnPairs(
      ...([1, pairs.address, users.address, items.address, 16, 4, 0.5, 0] as const),
    );
    // ln(1 + exp(200)), and half of each difference and of the user.
    expect(loss).toBeCloseTo(200, 4);
    expect([...users.values]).toEqual([0, 1, 0, 0]);
    expect([...items.values]).toEqual([-5, 0.5, 0, 0, 5, -0.5, 0, 0]);
  });
});
