import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addonPath } from '../../../../src-main/engine/runtime/addon-path.ts';
import { startEngine } from '../../../bench/train/engine-client.ts';
import { exampleMatrix, exampleSettings, exampleSpec, rowRange } from '../example-run.ts';
import { nativeBackend } from '../native-backend.ts';

const native = await nativeBackend();
const folder = mkdtempSync(join(tmpdir(), 'portrait-chosen-'));
// Set, they would settle the choice.
delete process.env.TF_NUM_INTRAOP_THREADS;
delete process.env.TF_ENABLE_ONEDNN_OPTS;
afterAll(() => rmSync(folder, { recursive: true }));

/** An engine on a machine where steps were measured to take these milliseconds, small, usual and wide. */
function engineWhere(name: string, stepMs: number[], compiledMs: number[]) {
  const cache = join(folder, name, 'portrait', 'engine');
  mkdirSync(cache, { recursive: true });
  const record = {
    measuring: 2,
    machine: `${cpus()[0]?.model ?? 'unknown'} x${availableParallelism()}`,
    addon: realpathSync(addonPath() ?? ''),
    tensorflow: native?.binding.TF_Version,
    measured: [{ choice: { threads: 1, oneDnn: false, gpu: false }, stepMs }],
    compiledMs,
  };
  writeFileSync(join(cache, 'threads.json'), JSON.stringify(record));
  return startEngine({ XDG_CACHE_HOME: join(folder, name) });
}

const { x, y } = exampleMatrix(330, 8);

async function trained(engine: ReturnType<typeof startEngine>, device: 'auto' | 'cpu') {
  const info = await engine.call('hello', { device });
  await engine.call('matrix.create', { matrix: 'm', rows: 330, columns: 8, targets: 1 });
  await engine.call('matrix.append', { matrix: 'm', x, y });
  const engines: unknown[] = [];
  const spec = exampleSpec();
  const outcome = await engine.call(
    'train',
    {
      ...{ run: 'r', matrix: 'm', spec, seed: 7, from: null, paused: false },
      ...{ trainRows: rowRange(0, 250), validationRows: rowRange(250, 330) },
      settings: exampleSettings({ device }),
    },
    (event) => {
      if (event.type === 'started') engines.push(event.engine);
    },
  );
  const rows = { matrix: 'm', rows: rowRange(0, 20) };
  const { output } = await engine.call('predict', {
    ...{ spec, weights: outcome.last.weights, input: rows },
  });
  engine.end();
  await engine.exited;
  return { info, outcome, engine: engines[0], output };
}

describe.skipIf(!native)('An engine left to choose', () => {
  it('compiles steps where they were measured to be faster, and says by how much', async () => {
    const { engine, outcome, output } = await trained(
      engineWhere('compiled', [0.07, 0.22, 20], [0.02, 0.17, 47]),
      'auto',
    );
    expect(engine).toMatchObject({
      ...{ runtime: 'wasm', fallbackReason: null, stepMs: { native: 0.07, wasm: 0.02 } },
    });
    expect(outcome.end).toBe('finished');
    expect(output.every((value) => value > 0 && value < 1)).toBe(true);
  });

  it('takes TensorFlow where that was faster, or where a person chose the processor', async () => {
    const slower = engineWhere('slower', [0.02, 0.22, 20], [0.07, 0.17, 47]);
    expect((await trained(slower, 'auto')).engine).toMatchObject({ runtime: 'native' });
    const chosen = engineWhere('chosen', [0.07, 0.22, 20], [0.02, 0.17, 47]);
    expect((await trained(chosen, 'cpu')).engine).toMatchObject({ runtime: 'native' });
  });

  it('learns the same on either', async () => {
    const compiled = await trained(engineWhere('a', [1, 1, 1], [0.5, 2, 2]), 'auto');
    const replayed = await trained(engineWhere('b', [1, 1, 1], [2, 2, 2]), 'auto');
    expect(compiled.engine).toMatchObject({ runtime: 'wasm' });
    expect(replayed.engine).toMatchObject({ runtime: 'native' });
    compiled.output.forEach((value, i) => expect(value).toBeCloseTo(replayed.output[i] ?? NaN, 4));
  });
});
