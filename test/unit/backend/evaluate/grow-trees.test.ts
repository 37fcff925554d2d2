import { describe, expect, it } from 'vitest';
import { growTrees } from '../../../../src-main/backend/evaluate/trees/grow-trees.ts';
import type { TreesTask } from '../../../../src-main/backend/evaluate/trees/messages.ts';
import { createRandom } from '#shared/random/index.ts';

/** Rows of two numbers between -1 and 1 and a third that says nothing, each with what `of` makes of them. */
function drawn(rows: number, seed: number, of: (a: number, b: number) => number) {
  const { next } = createRandom(seed);
  const x = Float32Array.from({ length: rows * 3 }, () => 2 * next() - 1);
  const y = Float32Array.from({ length: rows }, (_, row) => of(x[row * 3]!, x[row * 3 + 1]!));
  return { x, y };
}

const pace = () => Promise.resolve();

/** Classes as [rows, units], 1 at each row's; others as they are. */
function targets({ x, y }: TreesTask['train'], units: number): TreesTask['train'] {
  if (units === 1) return { x, y };
  return {
    x,
    y: Float32Array.from({ length: y.length * units }, (_, at) =>
      Number(y[Math.floor(at / units)] === at % units),
    ),
  };
}

function grown(kind: TreesTask['kind'], units: number, of: (a: number, b: number) => number) {
  const test = drawn(500, 2, of);
  const task = {
    kind,
    units,
    columns: 3,
    train: targets(drawn(2000, 1, of), units),
    parts: [test.x],
  };
  return growTrees(task, pace).then(([scores]) => ({ scores: scores!, actual: test.y, task }));
}

const share = (rows: number, right: (row: number) => boolean): number =>
  Array.from({ length: rows }, (_, row) => Number(right(row))).reduce((a, b) => a + b) / rows;

describe('boosted trees', () => {
  it('learn a label of two columns together, which no line separates', async () => {
    const { scores, actual } = await grown('binary', 1, (a, b) => Number(a * b > 0));
    expect(share(500, (row) => scores[row]! > 0.5 === (actual[row] === 1))).toBeGreaterThan(0.95);
  });

  it('score the second class, also where most rows are of it', async () => {
    const { scores, actual } = await grown('binary', 1, (a) => Number(a > -0.8));
    expect(share(500, (row) => scores[row]! > 0.5 === (actual[row] === 1))).toBeGreaterThan(0.98);
    // Nine rows in ten: the mean score is the share.
    expect(scores.reduce((sum, one) => sum + one, 0) / 500).toBeCloseTo(0.9, 1);
  });

  it('give every class its column, whatever their counts, and none of a class that no row is of', async () => {
    // Class 3 is the commonest, 0 the rarest, and no row is of class 1.
    const of = (a: number) => (a < -0.8 ? 0 : a < -0.2 ? 2 : 3);
    const { scores, actual } = await grown('classes', 4, of);
    const likeliest = (row: number) => {
      const own = scores.subarray(row * 4, row * 4 + 4);
      return own.indexOf(Math.max(...own));
    };
    expect(share(500, (row) => likeliest(row) === actual[row])).toBeGreaterThan(0.98);
    for (let row = 0; row < 500; row++) {
      expect(scores[row * 4 + 1]).toBe(0);
      expect(scores.subarray(row * 4, row * 4 + 4).reduce((a, b) => a + b)).toBeCloseTo(1, 4);
    }
  });

  it('learn two of three classes by columns as well', async () => {
    const { scores, actual } = await grown('classes', 3, (a) => (a < 0.5 ? 2 : 0));
    expect(share(500, (row) => scores[row * 3 + 2]! > 0.5 === (actual[row] === 2))).toBeGreaterThan(
      0.98,
    );
    expect(scores[1]).toBe(0);
  });

  it('learn numbers', async () => {
    const { scores, actual } = await grown('number', 1, (a, b) => a * b + a * a);
    const error = scores.reduce((sum, score, row) => sum + (score - actual[row]!) ** 2, 0);
    const mean = actual.reduce((sum, one) => sum + one, 0) / 500;
    const spread = actual.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    expect(1 - error / spread).toBeGreaterThan(0.97);
  });

  it('take a column of two values at its word, and other values by their side of the middle', async () => {
    const { next } = createRandom(5);
    const x = Float32Array.from({ length: 2000 }, () => (next() < 0.4 ? -1.5 : 2.5));
    const y = Float32Array.from(x, (value) => Number(next() < (value > 0 ? 0.9 : 0.2)));
    const parts = [Float32Array.of(-1.5, 2.5, 0.4, 0.6, -7, 7)];
    const task = { kind: 'binary', units: 1, columns: 1, train: { x, y }, parts } as const;
    const [scores] = await growTrees(task, pace);
    const share = (of: number) => {
      const rows = [...y].filter((_, row) => x[row] === of);
      return rows.reduce((a, b) => a + b) / rows.length;
    };
    expect(scores![0]).toBeCloseTo(share(-1.5), 1);
    expect(scores![1]).toBeCloseTo(share(2.5), 1);
    expect([...scores!.subarray(2)]).toEqual([0, 1, 0, 1].map((which) => scores![which]));
  });

  it('are the same for the same rows, and constant where all rows have the same label', async () => {
    const { scores, task } = await grown('binary', 1, (a, b) => Number(a + b > 0));
    expect((await growTrees(task, pace))[0]).toEqual(scores);
    const same = { ...task, train: { ...task.train, y: new Float32Array(2000).fill(1) } };
    expect((await growTrees(same, pace))[0]!.every((score) => score === 1)).toBe(true);
  });
});
