import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { binColumns } from '#shared/trees/bin-columns.ts';
import { boost, boostedScore } from '#shared/trees/boost.ts';
import { growTree } from '#shared/trees/grow-tree.ts';
import { treeValue } from '#shared/trees/tree.ts';

const pace = () => Promise.resolve();

describe('one tree', () => {
  it('splits where the gain is greatest, tried at every place there is, and steps by Newton', async () => {
    const random = createRandom(7);
    const [rows, columns, ridge] = [80, 3, 2];
    const x = Float64Array.from({ length: rows * columns }, () => Math.round(30 * random.next()));
    const gradients = Float64Array.from({ length: rows }, () => random.next() - 0.5);
    const curvatures = Float64Array.from({ length: rows }, () => 0.1 + random.next());
    const scores = new Float64Array(rows);
    const all = Int32Array.from({ length: rows }, (_, row) => row);
    const tree = await growTree(
      await binColumns(x, columns, pace),
      all,
      { gradients, curvatures },
      { leaves: 2, rows: 5, curvature: 0, ridge },
      { rate: 0.3, scores, pace },
    );
    const parts = (column: number, edge: number) => {
      const sums = { left: [0, 0, 0], right: [0, 0, 0] };
      for (let row = 0; row < rows; row++) {
        const own = x[row * columns + column]! <= edge ? sums.left : sums.right;
        own[0]! += gradients[row]!;
        own[1]! += curvatures[row]!;
        own[2]! += 1;
      }
      return sums;
    };
    let best = { gain: -1, column: -1, edge: 0 };
    for (let column = 0; column < columns; column++)
      for (let edge = 0.5; edge < 30; edge++) {
        const { left, right } = parts(column, edge);
        if (left[2]! < 5 || right[2]! < 5) continue;
        const gain = left[0]! ** 2 / (left[1]! + ridge) + right[0]! ** 2 / (right[1]! + ridge);
        if (gain > best.gain + 1e-12) best = { gain, column, edge };
      }
    expect(tree.column[0]).toBe(best.column);
    const { left, right } = parts(best.column, tree.threshold[0]!);
    expect(left).toEqual(parts(best.column, best.edge).left);
    for (let row = 0; row < rows; row++) {
      const own = x[row * columns + best.column]! <= best.edge ? left : right;
      const step = (-0.3 * own[0]!) / (own[1]! + ridge);
      expect(scores[row]).toBeCloseTo(step, 12);
      expect(treeValue(tree, x, row * columns)).toBe(scores[row]);
    }
  });

  it('splits every further node where that gains most, also where most rows are alike in a column', async () => {
    const random = createRandom(11);
    const [rows, columns, ridge, fewest] = [600, 5, 1, 4];
    // Two columns of many values, one constant, two of zeros with a few ones.
    const kinds = [
      () => Math.round(200 * random.next()) / 200,
      () => Math.round(6 * random.next()),
      () => 3,
      () => Number(random.next() < 0.1),
      () => Number(random.next() < 0.02),
    ];
    const x = Float32Array.from({ length: rows * columns }, (_, at) => kinds[at % columns]!());
    const gradients = Float64Array.from({ length: rows }, (_, row) => {
      const [a, b, , d, e] = x.subarray(row * columns, (row + 1) * columns);
      return Math.sin(5 * a!) + b! * d! + 2 * e! + random.next() - 0.5;
    });
    const curvatures = Float64Array.from({ length: rows }, () => 0.1 + random.next());
    const tree = await growTree(
      await binColumns(x, columns, pace),
      Int32Array.from({ length: rows }, (_, row) => row),
      { gradients, curvatures },
      { leaves: 12, rows: fewest, curvature: 0, ridge },
      { rate: 1, scores: new Float64Array(rows), pace },
    );
    const worth = (own: readonly number[]): number => {
      const sum = (values: Float64Array) => own.reduce((total, row) => total + values[row]!, 0);
      return sum(gradients) ** 2 / (sum(curvatures) + ridge);
    };
    const gain = (own: readonly number[], column: number, edge: number): number => {
      const left = own.filter((row) => x[row * columns + column]! <= edge);
      const right = own.filter((row) => x[row * columns + column]! > edge);
      if (Math.min(left.length, right.length) < fewest) return 0;
      return worth(left) + worth(right) - worth(own);
    };
    let splits = 0;
    const check = (node: number, own: readonly number[]): void => {
      const column = tree.column[node]!;
      if (column < 0) return;
      splits++;
      const taken = gain(own, column, tree.threshold[node]!);
      for (let other = 0; other < columns; other++)
        for (const row of own)
          expect(gain(own, other, x[row * columns + other]!)).toBeLessThanOrEqual(taken + 1e-9);
      const isLeft = (row: number) => x[row * columns + column]! <= tree.threshold[node]!;
      check(tree.left[node]!, own.filter(isLeft));
      check(
        tree.right[node]!,
        own.filter((row) => !isLeft(row)),
      );
    };
    check(
      0,
      Array.from({ length: rows }, (_, row) => row),
    );
    expect(splits).toBe(11);
    expect(new Set(tree.column.filter((column) => column >= 0)).size).toBeGreaterThanOrEqual(3);
  });

  it('keeps to its limits and is not grown where nothing is gained', async () => {
    const x = Float64Array.from({ length: 200 }, (_, row) => row);
    const all = Int32Array.from({ length: 200 }, (_, row) => row);
    const grow = async (gradients: Float64Array) =>
      growTree(
        await binColumns(x, 1, pace),
        all,
        { gradients, curvatures: new Float64Array(200).fill(1) },
        { leaves: 6, rows: 20, curvature: 1, ridge: 0 },
        { rate: 1, scores: new Float64Array(200), pace },
      );
    const waves = await grow(Float64Array.from(x, (value) => Math.sin(value / 9)));
    const leaves = [...waves.column].filter((column) => column === -1);
    expect(leaves.length).toBe(6);
    const counts = new Map<number, number>();
    for (let row = 0; row < 200; row++) {
      const value = treeValue(waves, x, row);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(20);
    expect((await grow(new Float64Array(200).fill(0.5))).column.length).toBe(1);
  });
});

describe('boosted trees', () => {
  it('learn what no sum over columns can tell, and no more trees than help on rows kept aside', async () => {
    const random = createRandom(3);
    const make = (rows: number) => {
      const x = Float64Array.from({ length: rows * 4 }, () => random.next());
      const y = Float64Array.from({ length: rows }, (_, row) => {
        const across = x[row * 4]! > 0.5 !== x[row * 4 + 1]! > 0.5;
        return Number(random.next() < (across ? 0.85 : 0.15));
      });
      return { x, y };
    };
    const [train, check, test] = [make(3000), make(800), make(2000)];
    const loss = (scores: Float64Array, y: Float64Array): number =>
      scores.reduce((sum, z, row) => sum + Math.log1p(Math.exp(y[row]! === 1 ? -z : z)), 0) /
      scores.length;
    const [model] = await boost({
      ...{ x: train.x, columns: 4, bases: [0], trees: 400, rate: 0.1, pace },
      limits: { leaves: 8, rows: 20, curvature: 1, ridge: 1 },
      derivatives(scores, gradients, curvatures) {
        scores.forEach((score, row) => {
          const p = 1 / (1 + Math.exp(-score));
          gradients[row] = p - train.y[row]!;
          curvatures[row] = p * (1 - p);
        });
      },
      check: { x: check.x, patience: 20, worth: (scores) => loss(scores, check.y) },
    });
    const scores = test.y.map((_, row) => boostedScore(model!, test.x, row * 4));
    // The planted probabilities' own loss is -.85 ln .85 - .15 ln .15 = .4227.
    expect(loss(scores, test.y)).toBeLessThan(0.47);
    expect(model!.trees.length).toBeLessThan(400);
    expect(model!.trees.length).toBeGreaterThan(5);
  });

  it('bins a column of many values by its quantiles, with no value beyond an edge it is told to be under', async () => {
    const random = createRandom(5);
    const x = Float64Array.from({ length: 5000 }, () => random.next() ** 4);
    const { bins, edges } = await binColumns(x, 1, pace);
    const counts = new Uint32Array(256);
    x.forEach((value, row) => {
      const bin = bins[row]!;
      counts[bin]! += 1;
      if (bin > 0) expect(value).toBeGreaterThan(edges[0]![bin - 1]!);
      if (bin < edges[0]!.length) expect(value).toBeLessThanOrEqual(edges[0]![bin]!);
    });
    expect(edges[0]!.length).toBe(254);
    expect(Math.max(...counts)).toBeLessThan(25);
  });

  it('tells values apart that many rows share, also beside more others than there are bins', async () => {
    const random = createRandom(6);
    // Counts, most of them 0 to 3, and some two thousand sums of money.
    const x = Float32Array.from({ length: 20_000 }, (_, row) =>
      row % 10 === 0 ? 10 + 1000 * random.next() : Math.floor(4 * random.next()),
    );
    const { bins, edges } = await binColumns(x, 1, pace);
    const bin = (value: number) => bins[x.indexOf(value)]!;
    expect([0, 1, 2, 3].map(bin)).toEqual([0, 1, 2, 3]);
    expect([...edges[0]!.subarray(0, 3)]).toEqual([0.5, 1.5, 2.5]);
    expect(edges[0]!.length).toBeLessThanOrEqual(254);
    expect(new Set(edges[0]).size).toBe(edges[0]!.length);
    expect(bins[x.findIndex((value) => value > 1000)]).toBeGreaterThan(bin(3) + 20);
  });

  it('tells values apart between which there is no number, or too far a way', async () => {
    const apart = async (...values: number[]) => [
      ...(await binColumns(Float64Array.from(values), 1, pace)).bins,
    ];
    expect(await apart(1e16, 1e16 + 2, 1e16 + 4, 1e16 + 6)).toEqual([0, 1, 2, 3]);
    expect(await apart(-1.7e308, 1.7e308)).toEqual([0, 1]);
    expect(await apart(-Infinity, 0, 5, Infinity)).toEqual([0, 1, 2, 3]);
    expect(await apart(7, 7, 7)).toEqual([0, 0, 0]);
  });

  it('lets others work, and end it, between the columns before the first tree', async () => {
    let paces = 0;
    const until = (last: number) => () =>
      (paces += 1) < last ? Promise.resolve() : Promise.reject(new Error('enough'));
    const x = Float32Array.from({ length: 400 }, (_, at) => at);
    const binned = binColumns(x, 4, until(8));
    await expect(binned).rejects.toThrow('enough');
    expect(paces).toBe(8);
    const grown = boost({
      ...{ x, columns: 4, bases: [0], trees: 1, rate: 1, pace: until(9) },
      limits: { leaves: 2, rows: 1, curvature: 0, ridge: 0 },
      derivatives: () => expect.unreachable(),
      check: { x, patience: 1, worth: () => 0 },
    });
    await expect(grown).rejects.toThrow('enough');
  });
});
