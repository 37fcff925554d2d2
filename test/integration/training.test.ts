import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../shared/contract/runs.ts';
import type { EngineProcess } from '../../shared/engine/protocol.ts';
import { Workspace } from '../../src-main/backend/storage/index.ts';
import { EnginePool } from '../../src-main/backend/engines/index.ts';
import { Training } from '../../src-main/backend/train/index.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { collect } from '../support/collect.ts';
import { temporaryFolder } from '../support/folder.ts';
import { spec, trainingJob } from '../support/training-job.ts';
import { eventually, settling } from '../support/wait.ts';

let folder: ReturnType<typeof temporaryFolder>;
let workspace: Workspace;
let training: Training;
let pool: EnginePool;
const engines: EngineProcess[] = [];
beforeEach(() => {
  folder = temporaryFolder();
  open();
});
afterEach(async () => {
  await training.close();
  pool.close();
  workspace.close();
  folder.remove();
});

function open(entry?: string): void {
  const newId = () => crypto.randomUUID();
  workspace = Workspace.open(folder.file('w.portrait'), { clock: Date.now, newId });
  const spawn = nodeEngine(entry);
  pool = new EnginePool({
    clock: Date.now,
    spawn: () => {
      const engine = spawn();
      engines.push(engine);
      return engine;
    },
  });
  training = new Training({ runs: workspace.runs, engines: pool, clock: Date.now, newId });
}

/** Starts a run and gives its id and its events so far. */
function start(...job: Parameters<typeof trainingJob>) {
  let id = '';
  const events: RunEvent[] = [];
  const result = training.fit(trainingJob(job[0], { ...job[1], follow: (run) => (id = run) }));
  result.catch(() => undefined);
  const watched = (async () => {
    // The run can be watched once `fit` has returned its promise.
    await Promise.resolve();
    for await (const event of training.watch(id)) events.push(event);
  })();
  return { id, result, events, watched };
}

/** Waits for something to happen while a run goes on; fails where the run ends first. */
async function until(watched: Promise<void>, holds: () => boolean): Promise<void> {
  await eventually(holds, Boolean, { over: settling('the run', watched) });
}
const epochsOf = (events: RunEvent[]) =>
  events.flatMap((event) => (event.type === 'epochs' ? event.records : []));

describe('training', () => {
  it('stores and tells the same epochs, and learns', async () => {
    const { id, result, events, watched } = start({ epochs: 6 });
    const output = await result;
    await watched;
    const view = training.get(id);
    expect(output).toMatchObject({ run: id, end: 'finished', steps: 342, parameters: 193 });
    expect(epochsOf(events)).toEqual(view.epochs);
    expect(view.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(view.steps.step).toEqual(Array.from({ length: 342 }, (_, i) => i + 1));
    // 56 batches of 32 rows and one of 8 an epoch.
    const first = view.steps.score
      .slice(0, 57)
      .map((score, batch) => (score ?? NaN) * (batch < 56 ? 32 : 8));
    const accuracy = first.reduce((sum, right) => sum + right, 0) / 1800;
    expect(accuracy).toBeCloseTo(view.epochs[0]?.train.accuracy ?? NaN, 6);
    const told = events.flatMap((event) => (event.type === 'steps' ? event.score : []));
    expect(told.every((score) => score !== null && score >= 0 && score <= 1)).toBe(true);
    expect(told.length).toBeGreaterThan(0);
    expect(view.histograms.length).toBeGreaterThan(0);
    expect(output.epochs.at(-1)?.validation?.auc).toBeGreaterThan(0.9);
    const states = events.flatMap((event) => (event.type === 'state' ? [event.state] : []));
    expect(states).toEqual(['running', 'ended']);
    expect(events.at(-1)).toMatchObject({ type: 'state', state: 'ended', end: 'finished' });
  });

  it('tells a watcher of a run that is over how it ended', async () => {
    const { run } = await training.fit(trainingJob({ epochs: 1 }));
    const events = await collect(training.watch(run));
    expect(events).toEqual([{ type: 'state', state: 'ended', end: 'finished' }]);
  });

  it.each(['sgd', 'momentum', 'rmsprop', 'adam', 'adamw'] as const)(
    'goes on for more epochs bit for bit as if it had never stopped, with %s',
    async (type) => {
      const settings = (epochs: number) => trainingJob({ epochs, optimizer: { type } as never });
      const short = await training.fit(settings(2));
      const longer = await training.fit(settings(4));
      const whole = await training.fit({ ...settings(4), cell: 'another' });
      expect(longer.epochs.slice(0, 2)).toEqual(short.epochs);
      expect(longer.weightsHash).toBe(whole.weightsHash);
      expect(longer.weightsHash).not.toBe(short.weightsHash);
      expect(training.get(longer.run).steps).toEqual(training.get(whole.run).steps);
    },
  );

  it('starts anew where the schedule depends on the number of epochs', async () => {
    const schedule = { type: 'cosine', warmupEpochs: 0, finalFactor: 0 } as const;
    await training.fit(trainingJob({ epochs: 2, schedule }));
    const longer = await training.fit(trainingJob({ epochs: 3, schedule }));
    const whole = await training.fit({ ...trainingJob({ epochs: 3, schedule }), cell: 'another' });
    expect(longer.weightsHash).toBe(whole.weightsHash);
    expect(longer.epochs[0]?.learningRate).toBe(whole.epochs[0]?.learningRate);
  });

  it('keeps best and last when it is stopped, and goes on from there', async () => {
    const { id, result, events, watched } = start({ epochs: 2000 });
    await until(watched, () => epochsOf(events).length >= 2);
    await training.control(id, 'stop');
    const stopped = await result;
    await watched;
    expect(stopped.end).toBe('stopped');
    const reached = stopped.epochs.length;
    expect(training.weights(id).length).toBeGreaterThan(0);
    expect(workspace.runs.checkpoint(id, 'best')).toBeDefined();
    const longer = await training.fit(trainingJob({ epochs: reached + 2 }));
    const whole = await training.fit({ ...trainingJob({ epochs: reached + 2 }), cell: 'another' });
    expect(longer.epochs.slice(0, reached)).toEqual(stopped.epochs);
    expect(longer.weightsHash).toBe(whole.weightsHash);
  });

  it('pauses, takes single steps, and resumes', async () => {
    const { id, result, events, watched } = start({ epochs: 200 });
    const states = () => events.flatMap((event) => (event.type === 'state' ? [event.state] : []));
    const steps = () =>
      events.flatMap((event) => (event.type === 'steps' ? event.step : [])).at(-1) ?? 0;
    await until(watched, () => epochsOf(events).length > 0);
    await training.control(id, 'pause');
    await until(watched, () => states().includes('paused'));
    expect(training.get(id).state).toBe('paused');
    const at = steps();
    await training.control(id, 'step');
    await until(watched, () => steps() > at);
    await sleep(200);
    expect(steps()).toBe(at + 1);
    await training.control(id, 'resume');
    await result;
    await watched;
    const whole = await training.fit({ ...trainingJob({ epochs: 200 }), cell: 'another' });
    expect((await result).weightsHash).toBe(whole.weightsHash);
  });

  it('loses only the engine when that is killed, and goes on from the last checkpoint', async () => {
    const { id, result, events, watched } = start({ epochs: 100_000 });
    await until(watched, () => epochsOf(events).length >= 2);
    engines.at(-1)?.kill();
    await expect(result).rejects.toMatchObject({ code: 'engine_crashed' });
    await watched;
    const crashed = training.get(id);
    expect(crashed).toMatchObject({ end: 'crashed', error: { code: 'engine_crashed' } });
    const told = epochsOf(events);
    expect(crashed.epochs.slice(0, told.length)).toEqual(told);
    const epochs = crashed.epochs.length + 2;
    const again = await training.fit(trainingJob({ epochs }));
    expect(again.epochs.slice(0, 2)).toEqual(told.slice(0, 2));
    const whole = await training.fit({ ...trainingJob({ epochs }), cell: 'another' });
    expect(again.weightsHash).toBe(whole.weightsHash);
  });

  it('ends runs that a dead backend left open, and goes on from their checkpoint', async () => {
    const { result, events, watched } = start({ epochs: 100_000 });
    await until(watched, () => epochsOf(events).length >= 2);
    // As after kill -9: the file is opened again while the old run was never ended.
    const copy = folder.file('copy.portrait');
    workspace.backUp(copy);
    await training.close();
    await result;
    workspace.close();
    const newId = () => crypto.randomUUID();
    workspace = Workspace.open(copy, { clock: Date.now, newId });
    training = new Training({ runs: workspace.runs, engines: pool, clock: Date.now, newId });
    const [left] = training.list('n');
    expect(left).toMatchObject({ end: 'crashed', error: { code: 'backend_crashed' } });
    const told = left?.epochs ?? [];
    const again = await training.fit(trainingJob({ epochs: told.length + 1 }));
    // The last may have been told before its checkpoint was written: it is then trained again, in another time.
    const last = { ...told.at(-1), seconds: again.epochs[told.length - 1]?.seconds };
    expect(again.epochs.slice(0, told.length)).toEqual([...told.slice(0, -1), last]);
    expect(again.epochs).toHaveLength(told.length + 1);
  });

  it('stops where the loss is no number any more, and keeps the last good weights', async () => {
    const { id, result } = start(
      {
        epochs: 50,
        learningRate: 100,
        optimizer: { type: 'sgd' },
      },
      {
        spec: {
          ...spec,
          layers: [],
          output: { units: 1, activation: 'linear', loss: 'meanSquaredError' },
        },
      },
    );
    await expect(result).rejects.toMatchObject({ code: 'train_diverged' });
    expect(training.get(id)).toMatchObject({ end: 'diverged', error: { code: 'train_diverged' } });
    const weights = training.weights(id);
    expect(weights.every(({ data }) => data.every((value) => Number.isFinite(value)))).toBe(true);
  });

  it('gives back the best epoch’s weights where early stopping restores them', async () => {
    const earlyStopping = { metric: 'loss', patience: 2, minDelta: 0, restoreBest: true } as const;
    const { id, result } = start({ epochs: 300, learningRate: 0.05, earlyStopping });
    const output = await result;
    expect(output.end).toBe('early_stopped');
    expect(output.bestEpoch).toBe(output.epochs.length - 2);
    expect(training.weights(id)).toEqual(workspace.runs.checkpoint(id, 'best')?.weights);
  });

  it('predicts with the weights of a run as the run itself measured them', async () => {
    const job = trainingJob({ epochs: 3 });
    const { run, epochs } = await training.fit(job);
    const rows = [...trainingJob({}).chunks].flatMap(({ x, y }) =>
      Array.from(y, (label, row) => ({ label, x: x.subarray(row * 10, row * 10 + 10) })),
    );
    const validation = rows.slice(1800);
    const x = Float32Array.from(validation.flatMap((row) => [...row.x]));
    const output = await training.predict(spec, training.weights(run), x);
    const hits = validation.filter(
      ({ label }, row) => ((output[row] ?? 0) > 0.5 ? 1 : 0) === label,
    );
    expect(hits.length / 200).toBeCloseTo(epochs.at(-1)?.validation?.accuracy ?? NaN, 6);
  });

  it('kills an engine that does not listen when it is stopped', async () => {
    await training.close();
    workspace.close();
    open(fileURLToPath(new URL('../support/engines/deaf.ts', import.meta.url)));
    const { id, result, events, watched } = start({ epochs: 5 });
    await until(watched, () => events.some(({ type }) => type === 'started'));
    const gone = new Promise<string>((resolve) => engines.at(-1)?.onExit(resolve));
    await training.control(id, 'stop');
    await expect(result).rejects.toMatchObject({ code: 'cancelled' });
    expect(await gone).toContain('SIGKILL');
    expect(() => training.get(id)).toThrow('not_found');
  });

  it('ends a run whose epochs cannot be stored any more, and goes on once there is room', async () => {
    const { id, result, events, watched } = start({ epochs: 100_000 });
    await until(watched, () => epochsOf(events).length >= 2);
    const pages = Number(workspace.db.pragma('page_count', { simple: true }));
    workspace.db.pragma(`max_page_count = ${pages}`);
    await expect(result).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    await watched;
    expect(training.get(id)).toMatchObject({ state: 'ended', end: 'crashed' });
    const told = epochsOf(events);
    expect(training.get(id).epochs.slice(0, told.length)).toEqual(told);
    workspace.db.pragma('max_page_count = 1000000');
    workspace.close();
    open();
    const again = await training.fit(trainingJob({ epochs: told.length + 50 }));
    expect(again.epochs.slice(0, 2)).toEqual(told.slice(0, 2));
  });

  it('refuses to control a run that is over, and drops runs', async () => {
    const { run } = await training.fit(trainingJob({ epochs: 1 }));
    await training.control(run, 'stop');
    await expect(training.control(run, 'pause')).rejects.toMatchObject({ code: 'not_found' });
    await training.drop(run);
    expect(() => training.get(run)).toThrow('not_found');
  });
});
