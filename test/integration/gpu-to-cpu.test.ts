import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { PortraitError } from '../../shared/errors/index.ts';
import { EnginePool } from '../../src-main/backend/engines/index.ts';
import { Workspace } from '../../src-main/backend/storage/index.ts';
import { Training } from '../../src-main/backend/train/index.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from '../support/folder.ts';
import { trainingJob } from '../support/training-job.ts';
import { environments } from '../unit/engine/process/environments.ts';

/** No Vulkan driver and no CUDA: what an engine finds on a machine without a GPU. */
const withoutGpu = { VK_DRIVER_FILES: '/none', VK_ICD_FILENAMES: '/none', PORTRAIT_NO_CUDA: '1' };

let folder: ReturnType<typeof temporaryFolder>;
let workspace: Workspace;
const pools: EnginePool[] = [];
const before = { ...process.env };
beforeEach(() => {
  folder = temporaryFolder();
  const newId = () => crypto.randomUUID();
  workspace = Workspace.open(folder.file('w.portrait'), { clock: Date.now, newId });
});
afterEach(() => {
  for (const pool of pools.splice(0)) pool.close();
  process.env = { ...before };
  workspace.close();
  folder.remove();
});

/** A backend's training whose engines find the given environment. */
function trainingIn(environment: Record<string, string>) {
  process.env = { ...before, ...environment };
  const pool = new EnginePool({ clock: Date.now, spawn: nodeEngine() });
  pools.push(pool);
  const newId = () => crypto.randomUUID();
  return {
    pool,
    training: new Training({ runs: workspace.runs, engines: pool, clock: Date.now, newId }),
  };
}

/** The result; skips where the machine has no GPU and nothing that stands in for one. */
async function onGpu<T>(run: Promise<T>, test: TestContext): Promise<T> {
  try {
    return await run;
  } catch (thrown) {
    if (!(thrown instanceof PortraitError) || thrown.code !== 'engine_device_missing') throw thrown;
    return test.skip('no GPU and no Chromium, whose SwiftShader would stand in');
  }
}

// Metal and Direct3D cannot be hidden like that.
describe.skipIf(process.platform !== 'linux')('a run that began on a GPU', () => {
  // A GPU in software compiles every shader.
  it(
    'goes on with the CPU from its checkpoint once the GPU is gone',
    { timeout: 240_000 },
    async (test) => {
      const first = trainingIn(environments.webgpu);
      const gpu = await onGpu(first.training.fit(trainingJob({ epochs: 2, device: 'gpu' })), test);
      expect(gpu.engine.runtime).toBe('webgpu');
      await expect.poll(() => first.pool.info()?.deviceMemoryBytes).toBeGreaterThan(0);
      expect(first.pool.info()?.memoryBytes).toBeGreaterThan(30e6);
      first.pool.close();

      const { training, pool } = trainingIn(withoutGpu);
      await expect(training.fit(trainingJob({ epochs: 4, device: 'gpu' }))).rejects.toMatchObject({
        code: 'engine_device_missing',
        params: { device: 'GPU' },
      });
      const cpu = await training.fit(trainingJob({ epochs: 4, device: 'cpu' }));
      expect(cpu).toMatchObject({ end: 'finished', engine: { device: 'cpu' } });
      expect(cpu.epochs.slice(0, 2)).toEqual(gpu.epochs);
      expect(cpu.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4]);
      expect(cpu.epochs[3]?.train.loss).toBeLessThan(gpu.epochs[1]?.train.loss ?? 0);
      await expect.poll(() => pool.info()?.memoryBytes).toBeGreaterThan(30e6);
      expect(pool.info()).toMatchObject({ device: 'cpu', deviceMemoryBytes: null });
    },
  );
});
