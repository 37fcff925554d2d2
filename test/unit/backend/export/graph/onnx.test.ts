import { describe, expect, it } from 'vitest';
import { createEncoder } from '../../../../../shared/prep/index.ts';
import { encodeOnnx } from '../../../../../shared/wire/onnx-model.ts';
import {
  featureGraph,
  isNumberType,
  networkGraph,
  OnnxGraph,
  onnxPrimitives,
} from '../../../../../src-main/backend/export/graph/index.ts';
import {
  calmRows,
  everyLayer,
  everyStep,
  oddRows,
  plainRow,
  preparation,
} from '../../../../support/export/every-step.ts';
import { runOnnx } from '../../../../support/export/onnx-session.ts';
import {
  bitDifferences,
  referenceOutputs,
  scoreDifferences,
} from '../../../../support/export/reference.ts';

const width = everyStep.features.length;

function everything(
  output: Parameters<typeof everyLayer>[1],
  seed: number,
): { bytes: Uint8Array } & ReturnType<typeof everyLayer> {
  const graph = new OnnxGraph();
  const g = onnxPrimitives(graph);
  const known = new Map<string, string>();
  const features = featureGraph(g, everyStep, (name) => {
    const type = everyStep.columns.find((column) => column.name === name)?.type ?? 'text';
    const value = known.get(name) ?? (isNumberType(type) ? g.numberInput(name) : g.textInput(name));
    known.set(name, value);
    return { type, value };
  });
  const net = everyLayer(width, output, seed);
  const outputs = networkGraph(
    g,
    net.spec,
    (name) => net.weights.get(name) ?? new Float32Array(),
    features,
  );
  graph.output('features', features, 'float', ['N', width]);
  graph.output('outputs', outputs, 'float', ['N', output.units]);
  return { ...net, bytes: encodeOnnx({ ...graph, doc: '', metadata: [] }) };
}

describe('A preparation of every step and a net of every layer as ONNX', () => {
  const { bytes, spec, weights } = everything(
    { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
    7,
  );

  it('has the features of 12,000 odd rows bit for bit, and scores within 5e-6', async () => {
    const rows = oddRows(12_000, 1).map(plainRow);
    const want = createEncoder(everyStep).features(rows);
    const got = await runOnnx(bytes, everyStep.columns, rows);
    expect(
      bitDifferences(got.get('features')?.data as Float32Array, want, everyStep.features),
    ).toEqual([]);
    const scores = referenceOutputs(spec, weights, want);
    const { anywhere } = scoreDifferences(got.get('outputs')?.data as Float32Array, scores, want);
    expect(anywhere).toBeLessThanOrEqual(5e-6);
  });

  it('has scores within 1e-6 where every feature is at most 10', async () => {
    const rows = calmRows(3000, 2).map(plainRow);
    const want = createEncoder(everyStep).features(rows);
    const got = await runOnnx(bytes, everyStep.columns, rows);
    expect(
      bitDifferences(got.get('features')?.data as Float32Array, want, everyStep.features),
    ).toEqual([]);
    expect(want.every((x) => Math.abs(x) <= 10)).toBe(true);
    const scores = referenceOutputs(spec, weights, want);
    const { near } = scoreDifferences(got.get('outputs')?.data as Float32Array, scores, want);
    expect(near).toBeGreaterThan(0);
    expect(near).toBeLessThanOrEqual(1e-6);
  });

  it('is the same bytes again', () => {
    const again = everything(
      { units: 3, activation: 'softmax', loss: 'categoricalCrossentropy' },
      7,
    );
    expect(Buffer.from(again.bytes).equals(Buffer.from(bytes))).toBe(true);
  });
});

describe('What a graph cannot carry exactly', () => {
  const label = { column: 'y', kind: 'binary' as const, classes: ['0', '1'], offset: 0, factor: 1 };
  const build = (prep: ReturnType<typeof preparation>): unknown => {
    const g = onnxPrimitives(new OnnxGraph());
    return featureGraph(g, prep, (name) => ({
      type: prep.columns[0]?.type ?? 'text',
      value: g.textInput(name),
    }));
  };

  it('is refused: the empty text as a category of its own', () => {
    const step = {
      type: 'oneHot' as const,
      column: 'c',
      values: ['', 'a'],
      other: false,
      missing: false,
    };
    const prep = preparation([{ name: 'c', type: 'text' }], [step], label);
    expect(() => build(prep)).toThrow(expect.objectContaining({ code: 'export_empty_text' }));
  });

  it('is refused: a number step on a column of text', () => {
    const step = {
      type: 'numeric' as const,
      column: 'c',
      log: false,
      offset: 0,
      factor: 1,
      fill: 0,
      missing: false,
    };
    const prep = preparation([{ name: 'c', type: 'text' }], [step], label);
    expect(() => build(prep)).toThrow(expect.objectContaining({ code: 'column_type' }));
  });
});
