import { describe, expect, it } from 'vitest';
import { fitSeconds, listSeconds, meetingsOf } from '#shared/estimates/fit-time.ts';
import type { FitSize } from '#shared/recommenders/descriptor.ts';
import { algorithm, type Algorithm } from '#shared/recommenders/index.ts';
import type { Machine } from '#shared/estimates/runtime-costs.ts';

const native: Machine = { runtime: 'native', device: 'cpu', threads: 2 };
const wasm: Machine = { runtime: 'wasm', device: 'cpu', threads: 1 };
const plain: Machine = { runtime: 'cpu', device: 'cpu', threads: 1 };

/** Online Retail before its time cut. */
const retail: FitSize = { users: 3993, items: 3615, pairs: 222_787, meetings: 36_227_091 };
/** Large enough that fixed costs do not matter. */
const large: FitSize = { users: 1e6, items: 1e5, pairs: 1e8, meetings: 1e11 };

const of = (type: Algorithm['type'], settings = {}): Algorithm =>
  algorithm.parse({ type, ...settings });

function growth(made: Algorithm, more: Partial<FitSize>, machine = native): number {
  return fitSeconds(made, { ...large, ...more }, machine) / fitSeconds(made, large, machine);
}

describe('the time a fit takes', () => {
  it('grows with the cube of the items for EASE, whose matrix is inverted', () => {
    expect(growth(of('ease'), { items: 2e5 })).toBeCloseTo(8, 0);
  });

  it('grows with the square of the items, or with the histories, for ItemKNN', () => {
    expect(growth(of('itemKnn'), { items: 2e5 })).toBeGreaterThan(2);
    expect(growth(of('itemKnn'), { meetings: 1e14 })).toBeGreaterThan(400);
  });

  it('grows with epochs and pairs for BPR, and hardly with users or items', () => {
    expect(growth(of('bpr'), { pairs: 2e8 })).toBeCloseTo(2, 2);
    expect(growth(of('bpr'), { users: 1e7, items: 1e6 })).toBe(1);
    const once = fitSeconds(of('bpr', { epochs: 100 }), large, native);
    expect(fitSeconds(of('bpr', { epochs: 200 }), large, native) / once).toBeCloseTo(2, 2);
  });

  it('grows with iterations for iALS, and faster than the factors do', () => {
    const seconds = (settings: object) => fitSeconds(of('ials', settings), large, native);
    expect(seconds({ iterations: 200 }) / seconds({ iterations: 100 })).toBeCloseTo(2, 0);
    expect(seconds({ factors: 512 }) / seconds({ factors: 256 })).toBeGreaterThan(2);
  });

  it('grows with negatives for NeuMF and with the square of the batch, per step, for two-tower', () => {
    const neumf = (negatives: number) => fitSeconds(of('neumf', { negatives }), large, native);
    expect(neumf(9) / neumf(4)).toBeCloseTo(2, 1);
    const towers = (batchSize: number) => fitSeconds(of('twoTower', { batchSize }), large, native);
    expect(towers(16_384) / towers(8192)).toBeGreaterThan(1.5);
  });

  it('grows with epochs for what learns from order, with items unless they are sampled, and not with what is cut off', () => {
    for (const type of ['sasrec', 'gru4rec', 'caser'] as const) {
      const seconds = (settings: object, size = large) =>
        fitSeconds(of(type, settings), size, native);
      expect(seconds({ epochs: 60 }) / seconds({ epochs: 30 })).toBeCloseTo(2, 1);
      expect(growth(of(type), { items: 2e5 })).toBeGreaterThan(1.6);
      expect(growth(of(type, { loss: 'sampled' }), { items: 1.1e5 })).toBeLessThan(1.2);
      // A hundred of each history, of which the latest ten count.
      expect(growth(of(type, { maxLength: 10 }), { pairs: 2e8 })).toBeCloseTo(1, 2);
    }
  });

  it('is longer on WebAssembly than native, and longest in plain JavaScript, where tensors do the work', () => {
    for (const type of ['neumf', 'twoTower'] as const) {
      const [fast, middle, slow] = [native, wasm, plain].map((machine) =>
        fitSeconds(of(type), retail, machine),
      );
      expect(middle! / fast!).toBeGreaterThan(3);
      expect(slow! / middle!).toBeGreaterThan(2);
    }
    const ease = [native, wasm, plain].map((machine) => fitSeconds(of('ease'), retail, machine));
    expect(ease[1]! / ease[0]!).toBeGreaterThan(3);
    expect(ease[2]).toBe(ease[1]);
    expect(fitSeconds(of('bpr'), retail, plain)).toBe(fitSeconds(of('bpr'), retail, native));
  });

  it('is shared by threads where matrix products are the work', () => {
    const eight = fitSeconds(of('ease'), large, { ...native, threads: 8 });
    expect(fitSeconds(of('ease'), large, native) / eight).toBeGreaterThan(3.5);
  });

  // Seconds measured on two cores on the same data, default settings.
  it.each([
    ['itemKnn', 0.46],
    ['ease', 1.2],
    ['ials', 0.8],
    ['bpr', 4.2],
    ['neumf', 14.4],
    ['twoTower', 60],
  ] as const)(
    'is within a factor of two and a half of the measured one for %s',
    (type, seconds) => {
      const estimate = fitSeconds(of(type), retail, native);
      expect(estimate / seconds).toBeGreaterThan(1 / 2.5);
      expect(estimate / seconds).toBeLessThan(2.5);
    },
  );
});

describe('the time lists for everyone take', () => {
  it('grows with users times items', () => {
    const seconds = (size: FitSize) => listSeconds(of('popular'), size, native);
    const four = seconds({ ...large, users: 2e6, items: 2e5 });
    expect(four / seconds(large)).toBeCloseTo(4, 2);
  });

  it('holds the search for neighbours of UserKNN, which fits nothing', () => {
    expect(listSeconds(of('userKnn'), large, native)).toBeGreaterThan(
      fitSeconds(of('userKnn'), large, native),
    );
  });
});

it('items that meet in histories are counted from bars, within a third', () => {
  const lengths = Array.from({ length: 1000 }, (_, user) => 1 + ((user * 7919) % 255));
  const edges = Array.from({ length: 9 }, (_, bar) => 2 ** bar);
  const counts = edges
    .slice(1)
    .map((high, bar) => lengths.filter((n) => n >= edges[bar]! && n < high).length);
  const exact = lengths.reduce((sum, n) => sum + n * n, 0);
  expect(meetingsOf({ edges, counts }) / exact).toBeGreaterThan(2 / 3);
  expect(meetingsOf({ edges, counts }) / exact).toBeLessThan(4 / 3);
});
