import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { compare } from '#shared/model/cells/compare.ts';
import { cell, notebookOf, onlineRetailCells } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { pythonWith, runPython } from '../support/peers/python.ts';
import { temporaryBackend } from '../support/run-notebook.ts';
import { sharedData } from '../support/shared-data.ts';

const python = pythonWith(
  'spark',
  ['pyspark', 'numpy', 'pandas', 'pyarrow'],
  'pyspark, pandas, pyarrow',
);
const hasJava = spawnSync('java', ['-version']).status === 0;
const retail = sharedData('online_retail.csv.gz');
const folder = temporaryFolder();
afterAll(() => folder.remove());

describe('ALS on a Spark cluster of two worker processes', () => {
  it('comes within .005 of the NDCG of our iALS on Online Retail', async (context) => {
    if (typeof python === 'string') return context.skip(python);
    if (!hasJava) return context.skip('there is no Java');
    if (retail === undefined) return context.skip('the data is not here');
    const backend = await temporaryBackend();
    try {
      const { id, results } = await backend.run(
        notebookOf(
          ...onlineRetailCells(retail),
          cell('ials', 'recommend', { algorithm: { type: 'ials' } }, { interactions: ['who'] }),
          cell('compared', 'compare', {}, { recommenders: ['ials'] }),
        ),
      );
      const { recommenders } = compare.output.parse(results.get('compared')?.output);
      const ours = recommenders[0]?.atK.find(({ k }) => k === 10)?.metrics.ndcg.value;
      const to = folder.file('spark');
      const request = { notebook: id, cell: 'ials', target: 'spark', to };
      for await (const _ of await backend.client.exports.write(request));
      const args = ['train_als.py', '--master', 'local-cluster[2,1,1024]', '--out'];
      const printed = runPython(python, [...args, folder.file('factors')], to);
      process.stdout.write(`${printed}our iALS: ndcg@10 ${ours}\n`);
      const theirs = Number(/ndcg@10 ([\d.]+)/.exec(printed)?.[1]);
      expect(Math.abs(theirs - Number(ours))).toBeLessThanOrEqual(0.005);
      expect(printed).toMatch(/users 1423 /);
      expect(existsSync(folder.file('factors/users'))).toBe(true);
    } finally {
      await backend.close();
    }
  });
});
