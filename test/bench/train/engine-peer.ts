import { modelSpec } from '#shared/model/net/model-spec.ts';
import { trainSettings } from '#shared/model/net/train-settings.ts';
import type { Case } from './cases.ts';
import { startEngine, type EngineClient } from './engine-client.ts';

export type Data = { x: Float32Array; y: Float32Array };

const chunkRows = 20_000;

export async function loadMatrix(engine: EngineClient, item: Case, data: Data): Promise<void> {
  const { rows, columns } = item;
  await engine.call('matrix.create', { matrix: 'm', rows, columns, targets: 1 });
  for (let start = 0; start < rows; start += chunkRows) {
    const end = Math.min(rows, start + chunkRows);
    await engine.call('matrix.append', {
      matrix: 'm',
      x: data.x.slice(start * columns, end * columns),
      y: data.y.slice(start, end),
    });
  }
}

export function requestFor(item: Case, epochs: number, seed: number, trainShare = 1) {
  const cut = Math.floor(item.rows * trainShare);
  return {
    run: 'bench',
    matrix: 'm',
    trainRows: Int32Array.from({ length: cut }, (_, i) => i),
    validationRows: Int32Array.from({ length: item.rows - cut }, (_, i) => cut + i),
    spec: modelSpec.parse({
      inputs: item.columns,
      layers: item.units.flatMap((units) => [
        { type: 'dense', units },
        { type: 'dropout', rate: 0.5 },
      ]),
      output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
    }),
    settings: trainSettings.parse({ batchSize: item.batch, epochs, device: 'cpu' }),
    seed,
    from: null,
    paused: false,
  };
}

export type EngineTiming = { rates: number[]; captureSeconds: number; firstStepSeconds: number };

/** Steps a second of whole epochs, as the application trains: events, histograms and checkpoints included. */
export async function engineSpeed(
  item: Case,
  data: Data,
  repeats: number,
  env: Record<string, string> = {},
): Promise<EngineTiming> {
  const engine = startEngine(env);
  try {
    await engine.call('hello', { device: 'cpu' });
    await loadMatrix(engine, item, data);
    const steps = Math.ceil(item.rows / item.batch);
    const rates: number[] = [];
    const started = performance.now();
    let firstStep = 0;
    let captureSeconds = 0;
    // At least a fifth of a second per repeat, so that one event more or less does not show.
    const perRepeat = Math.max(1, Math.ceil(4000 / steps / Math.max(1, item.batch / 256)));
    let seconds = 0;
    let epochs = 0;
    await engine.call('train', requestFor(item, perRepeat * (repeats + 1) + 1, 1), (event) => {
      if (event.type === 'started') captureSeconds = event.captureMs / 1000;
      if (event.type === 'steps' && firstStep === 0) firstStep = performance.now() - started;
      if (event.type !== 'epoch' || event.record.epoch <= 1 + perRepeat) return;
      seconds += event.record.seconds;
      if (++epochs % perRepeat === 0) {
        rates.push((perRepeat * steps) / seconds);
        seconds = 0;
      }
    });
    return {
      rates,
      captureSeconds,
      firstStepSeconds: firstStep / 1000,
    };
  } finally {
    engine.end();
    await engine.exited;
  }
}

/** Final training and validation loss for each seed. */
export async function engineLosses(
  item: Case,
  data: Data,
  seeds: number,
  epochs: number,
): Promise<number[][]> {
  const engine = startEngine();
  const losses: number[][] = [];
  try {
    await loadMatrix(engine, item, data);
    for (let seed = 1; seed <= seeds; seed++) {
      let last = [NaN, NaN];
      await engine.call('train', requestFor(item, epochs, seed, 0.8), (event) => {
        if (event.type === 'epoch') {
          last = [event.record.train.loss, event.record.validation?.loss ?? NaN];
        }
      });
      losses.push(last);
    }
  } finally {
    engine.end();
    await engine.exited;
  }
  return losses;
}
