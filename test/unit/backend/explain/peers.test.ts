import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NamedTensor } from '#shared/engine/tensors.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import { createPredictor } from '#shared/network/predictor.ts';
import { encodeRows, featureNames } from '#shared/encoding/index.ts';
import {
  partialDependence,
  permutationImportance,
  scorer,
} from '../../../../src-main/backend/explain/index.ts';
import { flat, readPeers, type Peers } from '../../../support/explain-peers.ts';
import { storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

const stored = temporaryWorkspace();
afterAll(() => stored.remove());

/** The net in float64, in the form the engine is asked in. */
const predictor = {
  predict(spec: ModelSpec, weights: NamedTensor[], x: Float32Array): Promise<Float32Array> {
    const predict = createPredictor(spec, new Map(weights.map(({ name, data }) => [name, data])));
    const rows = x.length / spec.inputs;
    return Promise.resolve(
      Float32Array.from(
        Array.from({ length: rows }, (_, row) =>
          predict(x.subarray(row * spec.inputs, (row + 1) * spec.inputs)),
        ).flat(),
      ),
    );
  },
};

function explained({ spec, weights, offsets, factors, x, y }: Peers['table']) {
  const names = ['age', 'spend', 'visits'];
  const columns = [
    ...names.map((name) => ({ name, type: 'real' as const })),
    { name: 'label', type: 'integer' as const },
  ];
  const steps = names.map((column, i) => ({
    ...{ type: 'numeric' as const, column, log: false, fill: 0, missing: false },
    ...{ offset: offsets[i]!, factor: factors[i]! },
  }));
  const rows = x.map((row, r) => [...row, y[r]!]);
  const table = storeTable(stored.workspace, columns, rows);
  const prep: FeaturesOutput['prep'] = {
    ...{ version: 1, columns, steps, ...featureNames({ columns, steps }) },
    label: { column: 'label', kind: 'binary', classes: ['0', '1'], offset: 0, factor: 1 },
  };
  const features: FeaturesOutput = {
    ...{ table, prep, splitTimes: null, classCounts: [], skipped: [], warnings: [], splitBlob: '' },
    rows: { train: 0, validation: rows.length, test: 0, unlabelled: 0 },
  };
  const shapes = new Map(Object.entries(weights));
  const tensors = [...flat(weights)].map(([name, data]): NamedTensor => {
    const tensor = shapes.get(name);
    const first = tensor?.[0];
    const shape = Array.isArray(first) ? [tensor!.length, first.length] : [data.length];
    return { name, shape, data: Float32Array.from(data) };
  });
  return { features, network: { spec, weights: tensors }, ...encodeRows(prep, rows) };
}

const nothing = (): Promise<void> => Promise.resolve();

async function compare(peers: Peers): Promise<void> {
  const { table } = peers;
  const { features, network, x, y } = explained(table);
  const repeats = 200;
  const ours = await permutationImportance({
    ...{ predictor, network, features, x, actual: Float64Array.from(y), repeats, seed: 5 },
    ...{ signal: new AbortController().signal, pace: nothing, progress: () => undefined },
  });
  expect(ours.metric).toBe('rocAuc');
  expect(ours.columns.map(({ mean }) => mean)).toEqual(
    ours.columns.map(({ mean }) => mean).toSorted((a, b) => b - a),
  );
  for (const [i, column] of ['age', 'spend', 'visits'].entries()) {
    const own = ours.columns.find((one) => one.column === column)!;
    const mean = table.importance.mean[i]!;
    const deviation = table.importance.deviation[i]!;
    const error = deviation * Math.sqrt(1 / repeats + 1 / table.importance.repeats);
    expect(Math.abs(own.mean - mean)).toBeLessThan(4 * error);
    expect(own.deviation / deviation).toBeGreaterThan(0.8);
    expect(own.deviation / deviation).toBeLessThan(1.25);
    expect(own.low!).toBeLessThan(own.mean);
    expect(own.high!).toBeGreaterThan(own.mean);
  }
  const score = scorer(predictor, { network, features });
  for (const [i, { values, average, individual }] of table.dependence.entries()) {
    const column = ['age', 'spend', 'visits'][i]!;
    const range = { column, type: 'real' as const, low: null, high: null, values };
    const positions = table.x.map((_, row) => row);
    const made = await partialDependence(stored.workspace, features, score, range, {
      ...{ positions, unit: 0, curves: table.x.length },
    });
    for (const [v, value] of average.entries()) expect(made.mean[v]).toBeCloseTo(value, 6);
    for (const [r, line] of individual.entries()) {
      expect(made.curves[r]?.row).toBe(r + 1);
      for (const [v, value] of line.entries()) {
        expect(made.curves[r]?.scores[v]).toBeCloseTo(value, 5);
      }
    }
  }
}

describe('What scikit-learn says on the same predictions', () => {
  it('holds for permutation importance, partial dependence and the lines of single rows', async () => {
    await compare(readPeers());
  });
});

describe('The peers themselves, where Python has them', () => {
  const script = fileURLToPath(new URL('../../../peers/explain/oracle.py', import.meta.url));
  const python = process.env.PORTRAIT_PEERS_PYTHON ?? 'python3';
  let there = false;
  beforeAll(() => {
    try {
      execFileSync(python, ['-c', 'import captum, sklearn, torch'], { stdio: 'ignore' });
      there = true;
    } catch {
      console.warn(
        'skipped: no Python with torch, captum and scikit-learn (PORTRAIT_PEERS_PYTHON)',
      );
    }
  });

  it('say again what is kept in test/golden', { timeout: 300_000 }, async (context) => {
    if (!there) return context.skip();
    const text = execFileSync(python, [script], { encoding: 'utf8', maxBuffer: 1e8 });
    const [now, kept] = [readPeers(text), readPeers()];
    expect(now.attributions).toHaveLength(kept.attributions.length);
    for (const [index, { contributions }] of now.attributions.entries()) {
      for (const [i, value] of contributions.entries()) {
        expect(value).toBeCloseTo(kept.attributions[index]!.contributions[i]!, 8);
      }
    }
    await compare(now);
  });
});
