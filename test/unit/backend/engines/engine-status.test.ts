import { describe, expect, it } from 'vitest';
import type { EngineStatus } from '#shared/model/run.ts';
import { differNoticeably, statusOf } from '../../../../src-main/backend/engines/engine-status.ts';

const engine = (memoryBytes: number, more: Partial<EngineStatus> = {}): EngineStatus => ({
  ...{ runtime: 'native', device: 'cpu', fallbackReason: null, threads: 2, oneDnn: true },
  ...{ versions: { tfjs: '4' }, memoryBytes, deviceMemoryBytes: null, ...more },
});

describe('the memory of the engine', () => {
  it('is that of all its processes; one that has not told yet counts nothing', () => {
    const processes = [{ status: engine(3e8) }, { status: null }, { status: engine(1e8) }];
    expect(statusOf(engine(5), processes)).toEqual(engine(4e8));
  });

  it('on a GPU is counted where a process knows it, and unknown where none does', () => {
    const webgpu = engine(1e8, { runtime: 'webgpu', device: 'gpu', deviceMemoryBytes: 7e6 });
    const both = [{ status: webgpu }, { status: engine(2e8) }];
    expect(statusOf(webgpu, both)).toMatchObject({ memoryBytes: 3e8, deviceMemoryBytes: 7e6 });
    expect(statusOf(engine(0), [])).toMatchObject({ memoryBytes: 0, deviceMemoryBytes: null });
  });
});

describe('a change worth telling', () => {
  it('is more than 2 MB and 2 % of memory, up or down', () => {
    expect(differNoticeably(null, engine(0))).toBe(true);
    expect(differNoticeably(engine(10e6), engine(11.9e6))).toBe(false);
    expect(differNoticeably(engine(10e6), engine(12.1e6))).toBe(true);
    expect(differNoticeably(engine(1e9), engine(1.019e9))).toBe(false);
    expect(differNoticeably(engine(1e9), engine(0.979e9))).toBe(true);
  });

  it('is another device, and memory on a GPU', () => {
    expect(differNoticeably(engine(1e9), engine(1e9, { device: 'gpu' }))).toBe(true);
    const held = (deviceMemoryBytes: number) => engine(1e9, { deviceMemoryBytes });
    expect(differNoticeably(engine(1e9), held(0))).toBe(true);
    expect(differNoticeably(held(1e6), held(2.5e6))).toBe(false);
    expect(differNoticeably(held(1e6), held(3.5e6))).toBe(true);
  });
});
