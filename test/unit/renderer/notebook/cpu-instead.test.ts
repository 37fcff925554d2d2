import { describe, expect, it } from 'vitest';
import type { ErrorData } from '#shared/errors/index.ts';
import type { Cell } from '#shared/notebook/notebook.ts';
import { deviceToCpu } from '../../../../src-renderer/notebook/cpu-instead.ts';

const cell = (kind: string, settings: Cell['settings'] = {}): Cell => ({
  ...{ id: 'c', kind, name: 'C', settings, inputs: {}, collapsed: false },
});
const full = (device: string): ErrorData => ({ code: 'engine_out_of_memory', params: { device } });
const lost: ErrorData = { code: 'engine_device_lost', params: { detail: 'reset' } };
const missing: ErrorData = { code: 'engine_device_missing', params: { device: 'GPU' } };
const toCpu = { type: 'set', cell: 'c', path: ['device'], value: 'cpu' };

describe('going on with the CPU', () => {
  it.each([lost, missing, full('gpu'), full('NVIDIA H100')])(
    'is offered for $code, whether the GPU was chosen by hand or not',
    (error) => {
      expect(deviceToCpu(cell('train', { device: 'gpu' }), error)).toEqual(toCpu);
      expect(deviceToCpu(cell('train'), error)).toEqual(toCpu);
    },
  );

  it('is not offered where it would change nothing', () => {
    expect(deviceToCpu(cell('train', { device: 'cpu' }), lost)).toBeNull();
    expect(deviceToCpu(cell('train'), full('CPU'))).toBeNull();
    expect(deviceToCpu(cell('train'), full('cpu'))).toBeNull();
  });

  it('is not offered for other errors, other cells, or settings that cannot be read', () => {
    expect(deviceToCpu(cell('train'), null)).toBeNull();
    expect(deviceToCpu(cell('train'), { code: 'engine_crashed', params: {} })).toBeNull();
    expect(deviceToCpu(cell('clean'), missing)).toBeNull();
    expect(deviceToCpu(cell('train', { epochs: -1 }), missing)).toBeNull();
  });
});
