import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { addonPath } from '../../../../src-main/engine/runtime/addon-path.ts';
import { forkedProbe } from '../../../../src-main/engine/runtime/probe-process.ts';
import {
  threadMeasurements,
  threadsAreSet,
} from '../../../../src-main/engine/runtime/tune-threads.ts';
import { nativeBackend } from '../native-backend.ts';

const native = await nativeBackend();
const addon = addonPath();
const engine = new URL('../../../../src-main/engine/engine.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'portrait-threads-'));
const file = join(folder, 'portrait', 'engine', 'threads.json');
afterAll(() => rmSync(folder, { recursive: true }));

/** This process's environment without what would settle the choice. */
function environment(changes: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { TF_NUM_INTRAOP_THREADS: _, TF_ENABLE_ONEDNN_OPTS: __, ...rest } = process.env;
  return { ...rest, ...changes };
}

describe.skipIf(!native)('Measuring threads and oneDNN', () => {
  it('times three sizes of step under every choice, in processes of their own, and keeps the times', async () => {
    const own = environment({ XDG_CACHE_HOME: folder });
    const record = await threadMeasurements(own, addon, forkedProbe(engine));
    expect(record?.tensorflow).toBe(native?.binding.TF_Version);
    const choices = new Set(record?.measured.map(({ choice }) => JSON.stringify(choice)));
    expect(choices.size).toBe(record?.measured.length);
    expect(choices.size).toBeGreaterThanOrEqual(2);
    for (const { stepMs } of record?.measured ?? []) {
      expect(stepMs.length).toBe(3);
      expect(stepMs.every((ms) => ms > 0)).toBe(true);
    }
    expect(record?.compiledMs.length).toBe(3);
    expect(record?.compiledMs.every((ms) => ms > 0)).toBe(true);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(record);
    // Nothing to measure with: what comes back was kept.
    const kept = await threadMeasurements(own, addon, null);
    expect(kept).toEqual(record);
  });

  it('does not take the times of another machine or engine, nor a damaged file', async () => {
    const reading = environment({ XDG_CACHE_HOME: folder });
    const record = JSON.parse(readFileSync(file, 'utf8'));
    for (const other of [{ machine: 'another' }, { addon: '/elsewhere' }]) {
      writeFileSync(file, JSON.stringify({ ...record, ...other }));
      expect(await threadMeasurements(reading, addon, null)).toBeNull();
    }
    writeFileSync(file, '{"machine":');
    expect(await threadMeasurements(reading, addon, null)).toBeNull();
    const missing = join(folder, 'no-addon.node');
    expect(await threadMeasurements(reading, missing, forkedProbe(engine))).toBeNull();
  });

  it('goes on where the times cannot be kept', async () => {
    const readOnly = environment({ XDG_CACHE_HOME: engine });
    const record = await threadMeasurements(readOnly, addon, forkedProbe(engine));
    expect(record?.measured.length).toBeGreaterThanOrEqual(1);
  });
});

describe('The environment', () => {
  it('settles threads and oneDNN where it names either', () => {
    expect(threadsAreSet({ TF_NUM_INTRAOP_THREADS: '3' })).toBe(true);
    expect(threadsAreSet({ TF_ENABLE_ONEDNN_OPTS: '0' })).toBe(true);
    expect(threadsAreSet({})).toBe(false);
  });
});
