import { noisePlan } from '#shared/privacy/differential/noise-plan.ts';
import { shuffled } from '#shared/random/philox.ts';
import { startNative } from '../../../src-main/engine/runtime/native.ts';
import { noiseKeys, poissonRows } from '../../../src-main/engine/train/step/poisson-rows.ts';
import { ReplayRunner } from '../../../src-main/engine/train/runners/replay-runner.ts';
import type { StepPlan } from '../../../src-main/engine/train/step/step.ts';
import type { EpochFeed } from '../../../src-main/engine/train/runners/step-runner.ts';
import {
  exampleMatrix,
  examplePlan,
  exampleSettings,
  exampleSpec,
  exampleState,
  rowRange,
} from '../../unit/engine/example-run.ts';

export type StepCost = { batch: number; plainMs: number; privateMs: number; ratio: number };

const rows = 9864;
const columns = 20;
const rounds = 7;
const count = 300;

/** Processor time of a captured step of 64-32-16 on 20 columns with dropout and Adam, drawing its rows included; medians of rounds in turn. */
export async function stepCosts(): Promise<StepCost[]> {
  const { native } = await startNative();
  if (!native) return [];
  const matrix = exampleMatrix(rows, columns);
  const layers = [
    ...[
      { type: 'dense', units: 64 },
      { type: 'dropout', rate: 0.5 },
      { type: 'dense', units: 32 },
    ],
    ...[
      { type: 'dropout', rate: 0.5 },
      { type: 'dense', units: 16 },
    ],
  ];
  const plan = examplePlan(exampleSpec({ layers } as never, columns), exampleSettings());
  const costs: StepCost[] = [];
  for (const batch of [32, 256, 1024]) {
    const noise = noisePlan({ rows, batchSize: batch, epochs: 10 }, { epsilon: 4, delta: 1e-5 });
    if (noise === null) throw new Error('no noise');
    const secret: StepPlan = { ...plan, noise: { clip: 1, multiplier: noise.multiplier, batch } };
    const steps = Math.floor(rows / batch);
    const rates = new Float32Array(2 * steps).fill(0.001);
    const plainFeed = (): EpochFeed => ({
      order: shuffled(rowRange(0, rows), 1, 0).slice(0, steps * batch),
      rates,
    });
    const secretFeed = (): EpochFeed => {
      const { order, counts } = poissonRows(rowRange(0, rows), noise, steps);
      return { order, rates, drawn: { counts, keys: noiseKeys(steps) } };
    };
    const make = (own: StepPlan, size: number): ReplayRunner => {
      const options = {
        batchSize: size,
        seed: 1,
        keepGradient: false,
        execution: 'interpreted' as const,
      };
      return new ReplayRunner(native, own, matrix, options, exampleState(own));
    };
    const ways = [
      { runner: make(plan, batch), feed: plainFeed, ms: [] as number[] },
      { runner: make(secret, noise.capacity), feed: secretFeed, ms: [] as number[] },
    ] as const;
    for (let round = 0; round <= rounds; round += 1)
      for (const { runner, feed, ms } of ways) {
        const before = process.cpuUsage();
        for (let done = 0; done < count;) {
          runner.beginEpoch(feed());
          const part = Math.min(steps, count - done);
          await runner.run({ first: 0, count: part, base: 0 });
          done += part;
        }
        const { user, system } = process.cpuUsage(before);
        // The first round captures.
        if (round > 0) ms.push((user + system) / 1000 / count);
      }
    const [plainMs = NaN, privateMs = NaN] = ways.map(
      ({ ms }) => ms.toSorted((a, b) => a - b)[rounds >> 1],
    );
    costs.push({ batch, plainMs, privateMs, ratio: privateMs / plainMs });
    for (const { runner } of ways) runner.dispose();
  }
  return costs;
}
