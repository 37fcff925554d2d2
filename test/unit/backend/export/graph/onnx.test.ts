import { describe, expect, it } from 'vitest';
import type { ExportedModel } from '../../../../../shared/export/exported-model.ts';
import { createScorer } from '../../../../../shared/export/score.ts';
import type { CellValue } from '../../../../../shared/model/table.ts';
import { onnxFile, splitPlan } from '../../../../../src-main/backend/export/graph/index.ts';
import { preparationModules } from '../../../../../src-main/backend/export/targets/python/modules.ts';
import { everyModel, labels } from '../../../../support/export/exported.ts';
import {
  calmRows,
  everyStep,
  oddRows,
  plainRow,
  preparation,
} from '../../../../support/export/every-step.ts';
import { runOnnx } from '../../../../support/export/onnx-session.ts';
import { bitDifferences, scoreDifferences } from '../../../../support/export/reference.ts';

const names = everyStep.features;

/** Features, scores and classes of the application's own scorer beside those of the graph. */
async function compare(model: ExportedModel, rows: readonly CellValue[][]) {
  const scorer = createScorer(model);
  const split = splitPlan(model);
  const features = Float32Array.from(rows.flatMap((row) => Array.from(scorer.features(row))));
  const scores = rows.map((row) => scorer.score(row));
  const got = await runOnnx(onnxFile(model, split, true), split.columns, rows.map(split.given));
  const floats = (name: string): ArrayLike<number> => got.get(name)?.data as Float32Array;
  return {
    features: bitDifferences(floats('features'), features, names),
    scores: scoreDifferences(
      floats(
        model.prep.label.kind === 'number'
          ? 'value'
          : model.prep.label.kind === 'binary'
            ? 'probability'
            : 'probabilities',
      ),
      scores.map((score) => score.scores),
      features,
    ),
    labels: got.get('label')?.data as unknown as string[] | undefined,
    classes: scores.map((score) => model.prep.label.classes[score.class ?? -1]),
    all: scores,
  };
}

describe('A preparation of every step and a net of every layer as ONNX', () => {
  it('has the features of 12,000 odd rows bit for bit, and scores within 5e-6', async () => {
    const rows = oddRows(12_000, 1).map(plainRow);
    const { features, scores } = await compare(everyModel('classes', 9), rows);
    expect(features).toEqual([]);
    expect(scores.anywhere).toBeLessThanOrEqual(5e-6);
  });

  it.each(Object.keys(labels) as (keyof typeof labels)[])(
    'has scores within 1e-6 where every feature is at most 10, and the label by its rule: %s',
    async (kind) => {
      const rows = calmRows(2000, 2).map(plainRow);
      const model = everyModel(kind, 5);
      const made = await compare(model, rows);
      expect(made.features).toEqual([]);
      expect(made.scores.near).toBe(made.scores.anywhere);
      expect(made.scores.near * model.prep.label.factor).toBeLessThanOrEqual(1e-6);
      const threshold = model.decision?.threshold ?? 0.5;
      const close = (at: number): boolean => {
        const scores = [...(made.all[at]?.scores ?? [])].sort((a, b) => b - a);
        return Math.abs((scores[0] ?? 0) - (scores[1] ?? threshold)) <= 2e-6;
      };
      const wrong = made.labels?.filter((label, at) => label !== made.classes[at] && !close(at));
      expect(wrong ?? []).toEqual([]);
      expect(new Set(made.classes).size).toBeGreaterThan(kind === 'binary' ? 1 : 0);
    },
  );

  it('is the same bytes again', () => {
    const write = (): Buffer => {
      const model = everyModel('binary', 7);
      return Buffer.from(onnxFile(model, splitPlan(model)));
    };
    expect(write().equals(write())).toBe(true);
  });
});

describe('Cleaning inside an ONNX model', () => {
  const columns = [
    { name: 'age', type: 'integer' as const },
    { name: 'city', type: 'text' as const },
    { name: 'value', type: 'real' as const },
  ];
  const input = (at: number): ExportedModel['inputs'][number] => ({
    ...(columns[at] ?? { name: '', type: 'text' }),
    required: false,
    examples: [],
    text: { missing: [''], number: null, time: null },
  });
  const cleaned = [
    { name: 'years', type: 'real' as const },
    { name: 'city', type: 'text' as const },
    { name: 'value', type: 'real' as const },
    { name: 'age missing', type: 'boolean' as const },
  ];
  const prep = preparation(
    cleaned,
    [
      {
        type: 'numeric',
        column: 'years',
        log: false,
        offset: 30,
        factor: 0.1,
        fill: 0,
        missing: false,
      },
      {
        type: 'oneHot',
        column: 'city',
        values: ['paris', 'rome', 'none'],
        other: true,
        missing: true,
      },
      {
        type: 'numeric',
        column: 'value',
        log: true,
        offset: 0.3,
        factor: 2,
        fill: 1,
        missing: true,
      },
      {
        type: 'oneHot',
        column: 'age missing',
        values: ['FALSE', 'TRUE'],
        other: false,
        missing: false,
      },
    ],
    { column: 'label', kind: 'binary', classes: ['0', '1'], offset: 0, factor: 1 },
  );
  const replace = [
    { from: 'Roma', to: 'rome' },
    { from: 'rome', to: 'paris' },
    { from: 'x', to: null },
  ];
  const plan: ExportedModel['plan'] = [
    { type: 'indicator', column: 'age', as: 'age missing' },
    { type: 'clip', column: 'age', low: 16, high: 90.5 },
    { type: 'fill', column: 'age', value: 41.25 },
    { type: 'rename', column: 'age', to: 'years' },
    { type: 'replace', column: 'city', values: replace },
    { type: 'fill', column: 'city', value: 'none' },
    { type: 'clip', column: 'value', low: null, high: 5 },
    { type: 'keep', column: 'value', condition: { is: 'present' } },
    {
      type: 'replace',
      column: 'value',
      values: [
        { from: 5, to: null },
        { from: -1, to: 2 },
      ],
    },
  ];
  const rows: CellValue[][] = [null, -3, 16, 40, 90, 91, 1e9].flatMap((age) =>
    [null, 'Roma', 'rome', 'x', 'paris', ' paris', 'Oslo'].flatMap((city) =>
      [null, -1, 4.5, 5, 6, -1e9].map((value) => [age, city, value]),
    ),
  );
  const modelOf = (steps: ExportedModel['plan']): ExportedModel => {
    const net = everyModel('binary', 1);
    const spec = { ...net.spec, inputs: prep.features.length, layers: [] };
    const size = (prep.features.length + 1) * 4;
    const data = Buffer.from(
      Float32Array.from({ length: size / 4 }, (_, at) => Math.sin(at)).buffer,
    );
    const weights = { ...net.weights, data: data.toString('base64') };
    return { ...net, inputs: [0, 1, 2].map(input), plan: steps, prep, spec, weights, golden: [] };
  };

  it('clips, fills, replaces, renames and marks missing values as the plan does', async () => {
    const model = modelOf(plan);
    expect(splitPlan(model).outside).toEqual([]);
    const scorer = createScorer(model);
    const want = Float32Array.from(rows.flatMap((row) => Array.from(scorer.features(row))));
    const split = splitPlan(model);
    const got = await runOnnx(onnxFile(model, split, true), split.columns, rows);
    expect(bitDifferences(got.get('features')?.data as Float32Array, want, prep.features)).toEqual(
      [],
    );
  });

  it('leaves text steps, and what comes before them in their column, to the caller', async () => {
    const text = {
      ...{
        type: 'text' as const,
        column: 'city',
        normalise: true,
        collapseSpaces: true,
        trim: true,
      },
      case: 'lower' as const,
    };
    const steps = [...plan.slice(0, 5), text, ...plan.slice(5)];
    const model = modelOf(steps);
    const split = splitPlan(model);
    expect(split.outside).toEqual([plan[4], text]);
    expect(split.columns.map(({ name }) => name)).toEqual(['age', 'city', 'value']);
    const scorer = createScorer(model);
    const want = Float32Array.from(rows.flatMap((row) => Array.from(scorer.features(row))));
    const got = await runOnnx(onnxFile(model, split, true), split.columns, rows.map(split.given));
    expect(bitDifferences(got.get('features')?.data as Float32Array, want, prep.features)).toEqual(
      [],
    );
  });
});

describe('What a graph cannot carry exactly', () => {
  const label = { column: 'y', kind: 'binary' as const, classes: ['0', '1'], offset: 0, factor: 1 };
  const build = (prep: ExportedModel['prep']): unknown => {
    const net = everyModel('binary', 1);
    const inputs = net.inputs
      .slice(0, 1)
      .map((input) => ({ ...input, name: 'c', type: 'text' as const }));
    const model = { ...net, inputs, prep };
    return onnxFile(model, splitPlan(model));
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

  it('is refused: a hashed column', () => {
    const step = { type: 'hash' as const, column: 'c', buckets: 8, missing: false };
    const prep = preparation([{ name: 'c', type: 'text' }], [step], label);
    expect(() => build(prep)).toThrow(expect.objectContaining({ code: 'export_hash' }));
  });

  it('is refused: a text read word by word, in Python too', () => {
    const step = {
      ...{ type: 'tfidf' as const, column: 'c', pairs: false, missing: false },
      ...{ terms: ['a'], weights: [1], directions: null },
    };
    const prep = preparation([{ name: 'c', type: 'text' }], [step], label);
    const refused = expect.objectContaining({ code: 'export_tfidf' });
    expect(() => build(prep)).toThrow(refused);
    expect(() => preparationModules(prep)).toThrow(refused);
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
