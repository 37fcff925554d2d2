import { describe, expect, it } from 'vitest';
import type { Checkpoint } from '#shared/engine/tensors.ts';
import type { TrainEvent } from '#shared/engine/training.ts';
import { startEngine, type EngineClient } from '../../../bench/train/engine-client.ts';
import { exampleMatrix, exampleSettings, exampleSpec, rowRange } from '../example-run.ts';

const rows = 3300;
const environment = { TF_NUM_INTRAOP_THREADS: '1' };

async function withEngine<T>(use: (engine: EngineClient) => Promise<T>): Promise<T> {
  const engine = startEngine(environment);
  try {
    const { x, y } = exampleMatrix(rows, 8);
    await engine.call('matrix.create', { matrix: 'm', rows, columns: 8, targets: 1 });
    await engine.call('matrix.append', { matrix: 'm', x, y });
    return await use(engine);
  } finally {
    engine.end();
    await engine.exited;
  }
}

function request(epochs: number, changes: object = {}) {
  return {
    run: 'r',
    matrix: 'm',
    trainRows: rowRange(0, 3200),
    validationRows: rowRange(3200, 3300),
    spec: exampleSpec(),
    settings: exampleSettings({ epochs, learningRate: 1e-4, device: 'cpu' }),
    seed: 1,
    from: null,
    paused: false,
    ...changes,
  };
}

describe('An engine process', () => {
  it('stops a run softly, between two chunks, and stays ready for the next', async () => {
    await withEngine(async (engine) => {
      const events: TrainEvent[] = [];
      let asked = false;
      const outcome = await engine.call('train', request(100_000), (event) => {
        events.push(event);
        if (asked || event.type !== 'epoch') return;
        asked = true;
        void engine.call('train.control', { run: 'r', action: 'stop' });
      });
      expect(outcome.end).toBe('stopped');
      expect(outcome.last.step).toBe(outcome.step);
      const again = await engine.call('train', request(1));
      expect(again.end).toBe('finished');
    });
  });

  it('killed in mid-run loses nothing before its last checkpoint: the run goes on to the same end', async () => {
    const checkpoints: Checkpoint[] = [];
    await withEngine(async (engine) => {
      // Which epochs' checkpoints arrive is the machine's pace: a later one replaces one that still waits.
      const broken = engine.call('train', request(2000), (event) => {
        if (event.type !== 'checkpoint' || event.kind !== 'last') return;
        checkpoints.push(event.checkpoint);
        process.kill(engine.pid, 'SIGKILL');
      });
      const ended = broken.then(({ end, epoch }) => `${end} after ${epoch} epochs, never killed`);
      await expect(ended).rejects.toThrow(/SIGKILL/);
    });
    const from = checkpoints.at(-1)!;
    expect(from.epoch).toBeGreaterThanOrEqual(1);
    expect(from.epoch).toBeLessThan(2000);
    expect(from.step).toBe(from.epoch * 100 + from.stepInEpoch);
    const epochs = from.epoch + 3;
    const resumed = await withEngine((engine) => engine.call('train', request(epochs, { from })));
    const whole = await withEngine((engine) => engine.call('train', request(epochs)));
    expect(resumed.last).toEqual(whole.last);
  });

  it('does not grow over 200,000 steps', async () => {
    await withEngine(async (engine) => {
      const memory = async (): Promise<number> =>
        (await engine.call('hello', { device: 'cpu' })).memoryBytes;
      await engine.call('train', request(100));
      // The heap grows by a step now and then before it is swept; what leaks grows in every stretch.
      const growth: number[] = [];
      let before = await memory();
      for (const seed of [2, 3, 4, 5]) {
        const outcome = await engine.call('train', request(500, { seed }));
        expect(outcome.step).toBe(50_000);
        const after = await memory();
        growth.push(after - before);
        before = after;
      }
      expect(Math.min(...growth)).toBeLessThan(10 * 2 ** 20);
    });
  }, 300_000);

  it('answers a bad matrix and an unknown run with an error, and lives on', async () => {
    await withEngine(async (engine) => {
      const bad = engine.call('matrix.append', {
        matrix: 'm',
        x: new Float32Array(3),
        y: new Float32Array(1),
      });
      await expect(bad).rejects.toThrow(/bad_request/);
      const gone = engine.call('train.control', { run: 'none', action: 'stop' });
      await expect(gone).rejects.toThrow(/not_found/);
      await expect(engine.call('matrix.drop', { matrix: 'm' })).resolves.toBeNull();
    });
  });
});
