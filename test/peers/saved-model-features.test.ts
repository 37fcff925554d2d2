import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as TensorFlow from '@tensorflow/tfjs-node-gpu';
import { afterAll, describe, expect, it } from 'vitest';
import type { ExportedModel } from '../../shared/export/exported-model.ts';
import { createScorer } from '../../shared/export/score.ts';
import type { CellValue } from '../../shared/model/table.ts';
import { featureNames } from '../../shared/encoding/index.ts';
import {
  isNumberType,
  savedModelFile,
  splitPlan,
} from '../../src-main/backend/export/graph/index.ts';
import { everyModel, weightsText, withoutDenormals } from '../support/export/exported.ts';
import { everyLayer, everyStep, oddRows, plainRow } from '../support/export/every-step.ts';
import { bitDifferences } from '../support/export/reference.ts';
import { pythonWith, runPython } from '../support/peers/python.ts';

const folder = mkdtempSync(join(tmpdir(), 'portrait-saved-model-'));
const rows = withoutDenormals(oddRows(10_000, 11)).map(plainRow);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('Features of 10,000 odd rows in a SavedModel', () => {
  it('are bit for bit those of the application, in Python', (context) => {
    const python = pythonWith('tensorflow', ['tensorflow-cpu'], 'tensorflow');
    if (typeof python === 'string') return context.skip(python);
    const model = everyModel('binary', 9);
    const split = splitPlan(model);
    writeFileSync(join(folder, 'saved_model.pb'), savedModelFile(model, split, true));
    const columns = split.columns.map(({ name, type }, at) => ({
      ...{ name, number: isNumberType(type) },
      values: rows.map((row) => exact(split.given(row)[at] ?? null)),
    }));
    writeFileSync(join(folder, 'rows.json'), JSON.stringify(columns));
    runPython(python, ['-c', script], folder);
    const bytes = readFloats(join(folder, 'features.bin'));
    const scorer = createScorer(model);
    const want = Float32Array.from(rows.flatMap((row) => Array.from(scorer.features(row))));
    expect(bitDifferences(bytes, want, model.prep.features)).toEqual([]);
  });

  it('are so in the C++ loader that TensorFlow Serving has, for columns of text', async (context) => {
    const tf = nodeBinding();
    if (typeof tf === 'string') return context.skip(tf);
    const model = textOnly(everyModel('binary', 9));
    const split = splitPlan(model);
    writeFileSync(join(folder, 'saved_model.pb'), savedModelFile(model, split, true));
    const loaded = await tf.node.loadSavedModel(folder, ['serve'], 'serving_default');
    const feeds: TensorFlow.NamedTensorMap = {};
    split.columns.forEach(({ name }, at) => {
      const values = rows.map((row) => String(row[places(model)[at] ?? 0] ?? ''));
      Object.defineProperty(feeds, name, {
        value: tf.tensor1d(values, 'string'),
        enumerable: true,
      });
    });
    const results = loaded.predict(feeds) as TensorFlow.NamedTensorMap;
    const got = results['features']?.dataSync() as Float32Array;
    const scorer = createScorer(model);
    const given = rows.map((row) => places(model).map((at) => row[at] ?? null));
    const want = Float32Array.from(given.flatMap((row) => Array.from(scorer.features(row))));
    expect(bitDifferences(got, want, model.prep.features)).toEqual([]);
  });
});

/** JSON has no infinity: such numbers go as text, which Python reads. */
function exact(value: CellValue): CellValue {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

const script = `
import json, numpy as np, tensorflow as tf
columns = json.load(open("rows.json"))
score = tf.saved_model.load(".").signatures["serving_default"]
feeds = {}
for c in columns:
    if c["number"]:
        feeds[c["name"]] = tf.constant([float("nan") if v is None else float(v) for v in c["values"]], tf.float64)
    else:
        feeds[c["name"]] = tf.constant([v or "" for v in c["values"]], tf.string)
wanted = score.structured_input_signature[1]
score(**{k: v for k, v in feeds.items() if k in wanted})["features"].numpy().astype("<f4").tofile("features.bin")
`;

function readFloats(path: string): Float32Array {
  const bytes = readFileSync(path);
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/** tfjs has no float64, so what goes through its binding is text; nor does it know a column called __proto__. */
function textOnly(model: ExportedModel): ExportedModel {
  const columns = model.prep.columns.filter(
    ({ name, type }) => !isNumberType(type) && name !== '__proto__',
  );
  const names = new Set(columns.map(({ name }) => name));
  const steps = model.prep.steps.filter(({ column }) => names.has(column));
  const prep = { ...model.prep, columns, steps, ...featureNames({ columns, steps }) };
  const { spec, weights } = everyLayer(prep.features.length, model.spec.output, 3);
  const inputs = model.inputs.filter(({ name }) => names.has(name));
  const data = weightsText(spec, weights);
  return { ...model, inputs, prep, spec, weights: { ...model.weights, data }, golden: [] };
}

/** Where the inputs of a model stand in rows of all columns. */
function places(model: ExportedModel): number[] {
  const all = everyStep.columns.map(({ name }) => name);
  return model.inputs.map(({ name }) => all.indexOf(name));
}

function nodeBinding(): typeof TensorFlow | string {
  // Node 23 took away what tfjs-node asks of it.
  const require = createRequire(import.meta.url);
  const util = require('node:util') as { [name: string]: unknown };
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  util['isArray'] ??= Array.isArray;
  try {
    return require('@tensorflow/tfjs-node-gpu') as typeof TensorFlow;
  } catch (error) {
    return `TensorFlow does not load here: ${String(error)}`;
  }
}
