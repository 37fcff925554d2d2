import { InferenceSession } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import type { ExportedModel } from '../../../../../shared/export/exported-model.ts';
import { createScorer } from '../../../../../shared/export/score.ts';
import type { CellValue, Column } from '../../../../../shared/model/table.ts';
import { onnxFile, splitPlan } from '../../../../../src-main/backend/export/graph/index.ts';
import { exportTargets } from '../../../../../src-main/backend/export/targets/index.ts';
import type { ExportTarget } from '../../../../../src-main/backend/export/targets/target.ts';
import { goodRow, smallModel } from '../../../../support/export/small-model.ts';
import { noAssets } from '../../../../support/export/write-folder.ts';
import { everyModel, labels } from '../../../../support/export/exported.ts';
import { feedsOf } from '../../../../support/export/onnx-session.ts';

type Folder = Map<string, Buffer>;

async function folderOf(target: ExportTarget, model: ExportedModel): Promise<Folder> {
  const files: Folder = new Map();
  // The rows themselves are the workspace's: see the export of First steps.
  const rows = () => Promise.resolve(Uint8Array.of(1, 2, 3));
  for await (const { path, bytes } of target.write(model, noAssets, null, rows))
    files.set(path, Buffer.from(bytes));
  return files;
}

type Golden = {
  given: { name: string; number: boolean }[];
  rows: { given: CellValue[]; scores: number[]; tolerance: number | null; label: string | null }[];
};
const goldenOf = (folder: Folder): Golden =>
  JSON.parse(String(folder.get('golden.json'))) as Golden;

const kinds = Object.keys(labels) as (keyof typeof labels)[];

/** What is built beforehand has tests of its own. */
const written = exportTargets.filter(({ id }) => id !== 'es_module' && id !== 'server');

describe.each(written.map((target) => [target.id, target] as const))(
  'Export to %s',
  (_id, target) => {
    it.each(kinds)('gives the same bytes for the same model (%s)', async (kind) => {
      const [first, second] = [
        await folderOf(target, everyModel(kind, 9)),
        await folderOf(target, everyModel(kind, 9)),
      ];
      expect([...second.keys()]).toEqual([...first.keys()]);
      for (const [path, bytes] of first)
        expect([path, second.get(path)?.equals(bytes)]).toEqual([path, true]);
    });

    it('has a README with the call that may be copied, golden rows and a script that checks them', async () => {
      const model = everyModel('binary', 9);
      const folder = await folderOf(target, model);
      const text = String(folder.get('README.md'));
      expect(text).toContain(target.usage(model).code.split('\n').at(-1));
      expect(goldenOf(folder).rows).toHaveLength(model.golden.length);
      expect([...folder.keys()].filter((path) => path.startsWith('verify.'))).toHaveLength(1);
    });
  },
);

it.each(written.flatMap(({ id, size }) => (size === undefined ? [] : [[id, size] as const])))(
  'the size told of %s is whole bytes, however many rows and columns there are',
  (_id, size) => {
    const model = everyModel('binary', 9);
    for (const train of [1, 7, 333]) {
      const rows = { ...model.source.rows, train, validation: 0, test: 0 };
      const { bytes } = size({ ...model, source: { ...model.source, rows } });
      expect(Number.isInteger(bytes)).toBe(true);
    }
  },
);

describe('The golden rows of an ONNX folder', () => {
  it('have no empty text: it is a missing value there, and scored as one', async () => {
    const small = smallModel();
    const model = { ...small, plan: small.plan.filter(({ type }) => type !== 'text') };
    const scorer = createScorer(model);
    const row: CellValue[] = Object.values(goodRow).map((value) =>
      typeof value === 'boolean' ? Number(value) : value,
    );
    const [empty, missing] = ['', null].map((city) => scorer.score(row.with(0, city)));
    expect(empty!.scores).not.toEqual(missing!.scores);
    const { scores, class: found } = empty!;
    const features = [...scorer.features(row.with(0, ''))];
    const golden = [{ why: 'empty', row: row.with(0, ''), features, scores, class: found }];
    for (const id of ['onnx', 'saved_model', 'mlflow']) {
      const target = exportTargets.find((one) => one.id === id)!;
      const { rows } = goldenOf(await folderOf(target, { ...model, golden }));
      expect(rows[0]!.given[0]).toBeNull();
      expect(rows[0]!.scores).toEqual(missing!.scores);
    }
  });

  const onnx = exportTargets.find(({ id }) => id === 'onnx');

  it.each(kinds)('come out of ONNX Runtime as the folder says (%s)', async (kind) => {
    if (onnx === undefined) throw new Error('no such target');
    const folder = await folderOf(onnx, everyModel(kind, 9));
    const { given: columns, rows } = goldenOf(folder);
    const session = await InferenceSession.create(folder.get('model.onnx') ?? Buffer.alloc(0));
    const typed = columns.map(({ name, number }): Column => ({
      name,
      type: number ? 'real' : 'text',
    }));
    const results = await session.run(
      feedsOf(
        typed,
        rows.map(({ given }) => given),
        session.inputNames,
      ),
    );
    const [scores, names] = session.outputNames.map((name) => results[name]?.data);
    const width = rows[0]?.scores.length ?? 1;
    let held = 0;
    rows.forEach(({ scores: want, tolerance, label }, at) => {
      if (label !== null) expect((names as unknown as string[])[at]).toBe(label);
      if (tolerance === null) return;
      want.forEach((value, unit) => {
        held += 1;
        const got = Number((scores as Float32Array)[at * width + unit]);
        expect(Math.abs(got - value)).toBeLessThanOrEqual(tolerance);
      });
    });
    expect(held).toBeGreaterThan(10);
    await session.release();
  });

  it('name an output apart from a column of the same name, and inner values from all columns', async () => {
    const model = everyModel('binary', 9);
    const renamed = new Map([
      ['age', 'label'],
      ['big', 'probability'],
      ['city', '/v1'],
      ['rate', '//c0'],
    ]);
    const name = (given: string): string => renamed.get(given) ?? given;
    const columns = <T extends Column>(list: T[]): T[] =>
      list.map((column) => ({ ...column, name: name(column.name) }));
    const prep = {
      ...model.prep,
      columns: columns(model.prep.columns).filter((_column, at) => at < model.inputs.length),
      steps: model.prep.steps.map((step) => ({ ...step, column: name(step.column) })),
    };
    const changed = { ...model, inputs: columns(model.inputs), prep };
    const session = await InferenceSession.create(onnxFile(changed, splitPlan(changed)));
    expect(session.outputNames).toEqual(['probability_', 'label_']);
    expect(session.inputNames).toEqual(
      expect.arrayContaining(['label', 'probability', '/v1', '//c0']),
    );
    await session.release();
  });
});
