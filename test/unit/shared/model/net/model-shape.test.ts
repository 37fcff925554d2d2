import { describe, expect, it } from 'vitest';
import { model } from '#shared/model/cells/model.ts';
import { layerSpec } from '#shared/model/net/model-spec.ts';
import { shapeModel, summariseModel } from '#shared/model/net/model-shape.ts';
import { modelPresets } from '#shared/model/net/presets.ts';
import type { FittedPrep, LabelKind } from '#shared/model/prep.ts';

function prepOf(features: number, kind: LabelKind, classes: string[] = []): FittedPrep {
  return {
    version: 1,
    columns: [],
    steps: [],
    label: { column: 'y', kind, classes, offset: 0, factor: 1 },
    features: Array.from({ length: features }, (_, index) => `f${index}`),
    origins: Array<number>(features).fill(0),
  };
}

const binary = prepOf(75, 'binary', ['no', 'yes']);
const preset = (name: string): unknown[] => [
  ...(modelPresets.find((entry) => entry.name === name)?.layers ?? []),
];

describe('a model’s shape', () => {
  it('starts with the classic network, and counts its parameters as Keras does', () => {
    const settings = model.settings.parse({});
    expect(settings.layers).toEqual(preset('classic'));
    const spec = shapeModel(settings, binary);
    const layers = summariseModel(spec);
    expect(layers.map(({ name }) => name)).toEqual([
      'dense_1',
      'dropout_1',
      'dense_2',
      'dropout_2',
      'dense_3',
      'dropout_3',
      'output',
    ]);
    // Keras model.summary() of 75 -> 64 -> 32 -> 16 -> 1: 4864, 2080, 528, 17.
    expect(layers.map(({ parameters }) => parameters)).toEqual([4864, 0, 2080, 0, 528, 0, 17]);
  });

  it('lets the output follow the label', () => {
    const settings = model.settings.parse({ layers: [] });
    expect(shapeModel(settings, binary).output).toEqual({
      units: 1,
      activation: 'sigmoid',
      loss: 'binaryCrossentropy',
    });
    expect(shapeModel(settings, prepOf(4, 'classes', ['a', 'b', 'c'])).output).toEqual({
      units: 3,
      activation: 'softmax',
      loss: 'categoricalCrossentropy',
    });
    expect(shapeModel(settings, prepOf(4, 'number')).output).toMatchObject({
      units: 1,
      activation: 'linear',
      loss: 'meanSquaredError',
    });
  });

  it('counts two trained numbers a unit for batch normalisation', () => {
    const spec = shapeModel(model.settings.parse({ layers: preset('deep') }), binary);
    const normal = summariseModel(spec).filter((layer) => layer.name.startsWith('batch_norm'));
    expect(normal.map(({ parameters }) => parameters)).toEqual([256, 256, 128, 128, 64]);
  });

  it('has presets that are valid layers', () => {
    for (const { layers } of modelPresets) {
      expect(layerSpec.array().safeParse(layers).success).toBe(true);
    }
  });

  it('refuses an output that does not fit the label', () => {
    const output = { activation: 'softmax', loss: 'categoricalCrossentropy' };
    const settings = model.settings.parse({ output });
    expect(() => shapeModel(settings, binary)).toThrow(
      expect.objectContaining({ code: 'model_label_mismatch' }),
    );
  });

  it('refuses what is too deep or too large, naming the layer', () => {
    const wide = { type: 'dense', units: 16384 };
    const large = model.settings.parse({ layers: [{ type: 'dense', units: 8 }, wide, wide] });
    expect(() => shapeModel(large, binary)).toThrow(
      expect.objectContaining({
        code: 'model_too_large',
        params: expect.objectContaining({ layer: 3 }),
      }),
    );
    const deep = model.settings.parse({ layers: Array(65).fill({ type: 'dropout', rate: 0.1 }) });
    expect(() => shapeModel(deep, binary)).toThrow(
      expect.objectContaining({ code: 'model_too_deep' }),
    );
    expect(() => shapeModel(model.settings.parse({}), prepOf(0, 'binary'))).toThrow(
      expect.objectContaining({ code: 'features_none' }),
    );
  });
});
