import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { createRandom } from '#shared/random/index.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryBackend } from '../support/run-notebook.ts';

const folder = temporaryFolder();
const path = folder.file('noise.csv');
const numbers = Array.from({ length: 8 }, (_, at) => `x${at}`);
const labels = ['coin', 'die', 'amount'];
let backend: Awaited<ReturnType<typeof temporaryBackend>>;

beforeAll(async () => {
  backend = await temporaryBackend();
  const random = createRandom(9);
  const rows = Array.from({ length: 400 }, () =>
    [
      ...numbers.map(() => random.next().toFixed(4)),
      ...[
        random.next() < 0.4 ? 'heads' : 'tails',
        'abc'[random.below(3)],
        random.next().toFixed(3),
      ],
    ].join(','),
  );
  writeFileSync(path, [[...numbers, ...labels].join(','), ...rows].join('\n'));
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

/** Labels that follow from nothing: what a net knows of them it can only know by heart. */
async function checked(label: string, epochs: number, learningRate = 0.01) {
  const columns = labels
    .filter((other) => other !== label)
    .map((column) => ({ column, encoding: { type: 'skip' } }));
  const { results } = await backend.run(
    notebookOf(
      cell('data', 'data', { source: { type: 'file', path, name: 'noise.csv' } }),
      cell(
        'features',
        'features',
        { label: { column: label }, columns, split: { validation: 0.4, test: 0 } },
        { table: ['data'] },
      ),
      cell(
        'model',
        'model',
        { layers: [{ type: 'dense', units: 128, activation: 'relu' }] },
        { features: ['features'] },
      ),
      cell('train', 'train', { epochs, learningRate }, { model: ['model'] }),
      cell('evaluate', 'evaluate', { resamples: 0, baseline: false }, { run: ['train'] }),
    ),
  );
  const { address = '' } = results.get('evaluate') ?? {};
  const asked = { address, query: 'membership', input: {} };
  const found = evaluate.queries.membership.output.parse(
    await backend.client.notebook.query(asked),
  );
  if (found === null) throw new Error('nothing was compared');
  return found;
}

describe('whether training rows can be told from others', () => {
  it.each(labels)('they can of a net that learnt noise by heart (%s)', async (label) => {
    const found = await checked(label, 200);
    expect(found).toMatchObject({ part: 'validation' });
    expect(found.rows).toBeGreaterThan(100);
    expect(found.rows).toBeLessThanOrEqual(160);
    expect(found.auc.value).toBeGreaterThan(0.7);
    expect(found.auc.low).toBeGreaterThan(0.6);
    expect(found.foundAtOnePercent.value).toBeGreaterThan(0.02);
    expect(found.losses.trained).toBeLessThan(found.losses.others);
  });

  it('they cannot, as far as it sees, of one that hardly learnt', async () => {
    const found = await checked('coin', 1, 1e-5);
    expect(found.auc.low).toBeLessThan(0.5);
    expect(found.auc.high).toBeGreaterThan(0.5);
  });

  it('the same question has the same answer', async () => {
    expect(await checked('die', 200)).toEqual(await checked('die', 200));
  });
});
