import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { interactions } from '#shared/model/cells/interactions.ts';
import { recommend } from '#shared/model/cells/recommend.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { temporaryBackend } from '../support/run-notebook.ts';
import { sharedData } from '../support/shared-data.ts';

type Cell = Notebook['cells'][number];

const file = sharedData('online_retail.csv.gz');
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
beforeAll(async () => {
  backend = await temporaryBackend();
});
afterAll(() => backend.close());

function cell(
  id: string,
  kind: string,
  settings: Cell['settings'],
  inputs: Cell['inputs'] = {},
): Cell {
  return { id, kind, name: id, settings, inputs, collapsed: false };
}

function notebook(...cells: Cell[]): Notebook {
  return { format: 'portrait-notebook', version: 1, title: 'Recommend', seed: 42, cells };
}

describe('recommendations through the notebook', () => {
  it.skipIf(file === undefined)(
    'prepares Online Retail to the counts that are published beside it (skipped: no shared data)',
    async () => {
      const query = `SELECT * FROM data WHERE "CustomerID" IS NOT NULL AND "Quantity" > 0 AND "UnitPrice" > 0 AND "InvoiceNo" NOT LIKE 'C%'`;
      const { results } = await backend.run(
        notebook(
          cell('data', 'data', {
            source: { type: 'file', path: file!, name: 'online_retail.csv.gz' },
          }),
          cell('lines', 'sql', { query, rowLimit: 1_000_000 }, { tables: ['data'] }),
          cell(
            'who',
            'interactions',
            {
              user: 'CustomerID',
              item: 'StockCode',
              time: 'InvoiceDate',
              items: { title: 'Description', text: ['Description'] },
            },
            { events: ['lines'] },
          ),
          cell(
            'ease',
            'recommend',
            { algorithm: { type: 'ease', lambda: 500 } },
            { interactions: ['who'] },
          ),
        ),
      );
      const output = interactions.output.parse(results.get('who')?.output);
      expect(output.pairs).toEqual({ train: 222_787, test: 32_047 });
      expect([output.users, output.items, output.testUsers]).toEqual([3993, 3615, 1423]);
      expect(output.cut).toMatch(/^2011-11-02T12:20/);
      const fitted = recommend.output.parse(results.get('ease')?.output);
      expect(fitted.stateBytes).toBeGreaterThan(3615 * 3615 * 4);
    },
  );
});
