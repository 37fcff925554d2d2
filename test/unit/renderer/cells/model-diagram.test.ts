import { describe, expect, it } from 'vitest';
import type { LayerSpec } from '../../../../shared/model/net/model-spec.ts';
import { blocks, drawingHeight, neurons } from '../../../../src-renderer/cells/model/diagram.ts';

const dense = (units: number): LayerSpec => ({
  type: 'dense',
  units,
  activation: 'relu',
  initialiser: 'glorotUniform',
  l1: 0,
  l2: 0,
});

describe('the network’s drawing', () => {
  it('has a block for input, each layer and output, from left to right', () => {
    const drawn = blocks([dense(64), { type: 'dropout', rate: 0.5 }], 10, 1);
    expect(drawn.map(({ kind }) => kind)).toEqual(['input', 'dense', 'dropout', 'output']);
    expect(drawn.every(({ x }, index) => index === 0 || x > (drawn[index - 1]?.x ?? 0))).toBe(true);
  });

  it('keeps the height of the layer before where a layer does not change the width', () => {
    const [, layer, dropout] = blocks([dense(64), { type: 'dropout', rate: 0.5 }], 10, 1);
    expect(dropout?.half).toBe(layer?.half);
  });

  it('stays within the drawing for the widest layer, and shows no more neurons than there are', () => {
    const [, wide] = blocks([dense(16_384)], 100_000, 3);
    expect(wide && wide.half * 2 <= drawingHeight).toBe(true);
    const [, narrow] = blocks([dense(3)], 10, 1);
    expect(narrow && neurons(narrow)).toHaveLength(3);
  });
});
