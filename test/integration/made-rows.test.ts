import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate, type EvaluateOutput } from '#shared/model/cells/evaluate.ts';
import { train, type TrainOutput } from '#shared/model/cells/train.ts';
import { createRandom } from '#shared/random/index.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryBackend } from '../support/run-notebook.ts';

const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
beforeAll(async () => {
  backend = await temporaryBackend();
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

/** 1,200 visits of which about one in ten buys. */
function visits(): string {
  const random = createRandom(6);
  const lines = ['pages,minutes,source,buys'];
  for (let row = 0; row < 1200; row++) {
    const buys = random.next() < 0.1;
    const pages = 3 + 4 * random.next() + (buys ? 2 : 0);
    const minutes = 5 * random.next() + (buys ? 1 : 0);
    lines.push(
      `${pages},${minutes},${['ad', 'mail', 'search'][random.below(3)]},${buys ? 'yes' : 'no'}`,
    );
  }
  const path = folder.file('visits.csv');
  writeFileSync(path, lines.join('\n'));
  return path;
}

const chain = (path: string, settings: Parameters<typeof cell>[2]) =>
  notebookOf(
    cell('data', 'data', { source: { type: 'file', path, name: 'visits.csv' } }),
    cell('features', 'features', { label: { column: 'buys' } }, { table: ['data'] }),
    cell('model', 'model', { layers: [{ type: 'dense', units: 8 }] }, { features: ['features'] }),
    cell('train', 'train', { epochs: 6, learningRate: 0.01, ...settings }, { model: ['model'] }),
    cell('evaluate', 'evaluate', { baseline: false, resamples: 0 }, { run: ['train'] }),
  );

describe('training on made rows', () => {
  it('learns them beside the training rows, measures on rows as they are, and comes out the same again', async () => {
    const path = visits();
    const found: { output: TrainOutput; measured: EvaluateOutput }[] = [];
    for (const augmentation of [undefined, { type: 'smote' }, { type: 'smote' }] as const) {
      const document = chain(path, augmentation ? { augmentation } : {});
      const { results } = await backend.run(document);
      const output = train.output.parse(results.get('train')?.output);
      const measured = evaluate.output.parse(results.get('evaluate')?.output);
      found.push({ output, measured });
    }
    const [plain, smote, again] = found;
    expect(plain?.output.augmented).toBeUndefined();
    // 840 training rows, about 84 of them positive, are brought to as many of each class.
    const { rows, type } = smote!.output.augmented!;
    expect(type).toBe('smote');
    expect(rows).toBeGreaterThan(600);
    expect(rows).toBeLessThan(740);
    expect(smote!.output.steps).toBe(6 * Math.ceil((840 + rows) / 32));
    expect(smote!.measured.rows).toBe(plain!.measured.rows);
    // Even classes are learnt: the rare one is given far more often than it comes.
    const given = ({ measured }: (typeof found)[number]) =>
      measured.confusion.reduce((sum, row) => sum + (row[1] ?? 0), 0);
    expect(given(smote!)).toBeGreaterThan(2 * given(plain!));
    expect(again!.output.weightsHash).toBe(smote!.output.weightsHash);
  });

  it('cannot be walked through, in a sentence', async () => {
    const document = chain(visits(), { augmentation: { type: 'noise' } });
    const walk = cell('walk', 'walkthrough', {}, { network: ['train'] });
    await expect(backend.run({ ...document, cells: [...document.cells, walk] })).rejects.toThrow(
      'the batches of its steps are no rows of the table',
    );
  });
});
