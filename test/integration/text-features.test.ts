import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExportEvent } from '#shared/contract/exports.ts';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { features } from '#shared/model/cells/features.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryBackend } from '../support/run-notebook.ts';

const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
let made: Awaited<ReturnType<typeof backend.run>>;
beforeAll(async () => {
  backend = await temporaryBackend();
  // Titles of the sample shop: the noun says the category, and stands in some five titles.
  made = await backend.run(
    notebookOf(
      cell('items', 'data', { source: { type: 'sample', table: 'items', users: 20_000 } }),
      cell(
        'features',
        'features',
        {
          label: { column: 'category', kind: 'classes' },
          columns: [
            { column: 'title', encoding: { type: 'tfidf', directions: 60 } },
            ...['item_id', 'brand', 'price'].map((column) => ({
              ...{ column, encoding: { type: 'skip' } },
            })),
          ],
        },
        { table: ['items'] },
      ),
      cell('model', 'model', {}, { features: ['features'] }),
      cell('train', 'train', { epochs: 30 }, { model: ['model'] }),
      cell('test', 'evaluate', { part: 'test' }, { run: ['train'] }),
    ),
  );
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

async function exported(target: string): Promise<string> {
  const to = folder.file(target);
  const events: ExportEvent[] = [];
  const options = { notebook: made.id, cell: 'train', target, to };
  for await (const event of await backend.client.exports.write(options)) events.push(event);
  expect(events.at(-1)?.type).toBe('done');
  return to;
}

it('finds what the words of a text say, on texts it has not seen', () => {
  const { prep } = features.output.parse(made.results.get('features')!.output);
  expect(prep.features.length).toBe(60);
  const { confusion } = evaluate.output.parse(made.results.get('test')!.output);
  const right = confusion.reduce((sum, row, at) => sum + row[at]!, 0);
  // One in twelve by chance.
  expect(right / confusion.flat().reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0.9);
});

it('goes along with the ES module, whose golden rows are scored as the application scores them', async () => {
  const to = await exported('es_module');
  const verified = execFileSync(process.execPath, ['verify.mjs'], { cwd: to, encoding: 'utf8' });
  expect(verified).not.toBe('');
});

it('is refused by formats that cannot cut words', async () => {
  for (const target of ['python', 'onnx'])
    await expect(exported(target)).rejects.toMatchObject({
      data: { code: 'export_tfidf' },
    });
});
