import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RecommendData } from '#shared/engine/recommend.ts';
import { createRandom } from '#shared/random/index.ts';
import { Crew } from '../../../../src-main/engine/compile/run/crew.ts';
import { AlsSides } from '../../../../src-main/engine/recommenders/factors/als-sides.ts';
import type { KernelThreads } from '../../../../src-main/engine/simd/solve-rows.ts';

beforeAll(() => tf.setBackend('cpu'));

const [users, items, each, factors] = [2000, 300, 60, 32];

/** Some users with many interactions, some with none. */
function drawn(weight: () => number): RecommendData {
  const { below } = createRandom(4);
  const pointer = new Int32Array(users + 1);
  const index: number[] = [];
  for (let user = 0; user < users; user++) {
    const own = new Set<number>();
    const count = user % 7 === 0 ? 0 : user % 50 === 1 ? 200 : each;
    while (own.size < count) own.add(below(items));
    index.push(...[...own].sort((a, b) => a - b));
    pointer[user + 1] = index.length;
  }
  const value = Float32Array.from(index, weight);
  return {
    users,
    items,
    interactions: { pointer, index: Int32Array.from(index), value },
  } as RecommendData;
}

async function solved(data: RecommendData, threads: KernelThreads | null): Promise<Float32Array[]> {
  const sides = new AlsSides(data, { factors, unobserved: 0.1, ridge: () => 0.3, threads });
  const { next } = createRandom(9);
  sides.set(
    sides.items,
    Float32Array.from({ length: items * factors }, () => next() - 0.5),
  );
  const shares: number[] = [];
  const pace = (share: number): Promise<void> => {
    shares.push(share);
    return Promise.resolve();
  };
  await sides.solve(sides.users, sides.items, 12, pace);
  await sides.solve(sides.items, sides.users, 12, pace);
  sides.end();
  expect(shares.at(-1)).toBe(1);
  return [sides.get(sides.users), sides.get(sides.items)];
}

describe('Alternating least squares on several threads', () => {
  it.each([
    ['float32', () => 1],
    ['float64', () => 1000],
  ])('has the bits of one thread: %s', async (_, weight) => {
    const data = drawn(weight);
    const alone = await solved(data, null);
    const crew = new Crew(3);
    let runs = 0;
    const counted: KernelThreads = {
      threads: crew.threads,
      run: (arena) => {
        runs++;
        crew.run(arena);
      },
      forget: (arena) => crew.forget(arena),
    };
    const together = await solved(data, counted);
    await crew.end();
    expect(runs).toBeGreaterThan(1);
    expect(crew.threads).toBe(3);
    expect(together).toEqual(alone);
    expect(alone[0]!.some((value) => Math.abs(value) > 0.01)).toBe(true);
    expect(alone[0]!.subarray(0, factors).every((value) => value === 0)).toBe(true);
  });
});
