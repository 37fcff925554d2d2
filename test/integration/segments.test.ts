import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batch } from '#shared/model/cells/batch.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import { predict } from '#shared/model/cells/predict.ts';
import { profile } from '#shared/model/cells/profile.ts';
import { segmentKeys } from '#shared/model/segment-names.ts';
import type { Json } from '#shared/model/json.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import type { CellValue } from '#shared/model/table.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { cellState } from '../support/wait.ts';
import { runCells, temporaryBackend, type CellResult } from '../support/run-notebook.ts';

const users = 1000;
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
let id: string;
let results: Map<string, CellResult>;
let keys: string[];

/** From the shop's tables to whatever takes segments. */
function notebook(chosen: Json[], names: Record<string, Json>): Notebook {
  const sample = (table: string) => ({ source: { type: 'sample', table, users } });
  const mapping = {
    ...{ user: 'user_id', item: 'item_id', time: 'time' },
    users: { key: 'user_id' },
    items: { key: 'item_id', title: 'title', category: 'category', price: 'price' },
  };
  const population = { segments: chosen };
  return notebookOf(
    cell('events', 'data', sample('events')),
    cell('users', 'data', sample('users')),
    cell('items', 'data', sample('items')),
    cell('log', 'interactions', mapping, {
      ...{ events: ['events'], users: ['users'], items: ['items'] },
    }),
    cell('who', 'profile', { segments: 3, names }, { interactions: ['log'] }),
    cell(
      'counted',
      'sql',
      { query: 'SELECT segment, segment_name, count(*) AS n FROM who GROUP BY 1, 2 ORDER BY 1' },
      { tables: ['who'] },
    ),
    cell(
      'joined',
      'clean',
      { steps: [{ type: 'join', index: 0, key: 'user_id', otherKey: 'user_id' }] },
      { table: ['users'], others: ['who'] },
    ),
    cell(
      'features',
      'features',
      { label: { column: 'segment_name' }, columns: [] },
      { table: ['joined'] },
    ),
    cell('straight', 'features', { label: { column: 'segment_name' } }, { table: ['who'] }),
    cell('model', 'model', { layers: [] }, { features: ['straight'] }),
    cell('train', 'train', { epochs: 2 }, { model: ['model'] }),
    cell(
      'scores',
      'predict',
      { population, coverage: null },
      { run: ['train'], table: ['who'], population: ['who'] },
    ),
    cell('popular', 'recommend', { algorithm: { type: 'popular' } }, { interactions: ['log'] }),
    cell(
      'lists',
      'batch',
      { population, refit: false, top: 3 },
      { recommender: ['popular'], population: ['who'] },
    ),
  );
}

beforeAll(async () => {
  backend = await temporaryBackend();
  ({ id, results } = await backend.run(notebook([], {})));
  keys = segmentKeys(profile.output.parse(results.get('who')?.output));
}, 120_000);
afterAll(() => backend.close());

async function rowsOf(from: string, of = results): Promise<CellValue[][]> {
  const { table } = tableOutput.parse(of.get(from)?.output);
  const rows: CellValue[][] = [];
  for (let offset = 0; offset < table.rows; offset += 1000)
    rows.push(...(await backend.client.tables.rows({ table: table.id, offset, limit: 1000 })).rows);
  return rows;
}

/** Why a cell failed. */
async function failure(document: Notebook, of: string): Promise<string | undefined> {
  const { client } = backend;
  const { id: other } = await client.workspace.importNotebook({ text: JSON.stringify(document) });
  await client.notebook.trust({ id: other, others: false });
  await client.notebook.open({ id: other });
  await client.notebook.run({ id: other, cells: [of] });
  const { error } = await cellState(
    client,
    { id: other, cell: of },
    ({ status }) => status === 'failed',
  );
  return error?.code;
}

describe('segments as an input', () => {
  it('are counted by SQL under names of their own', async () => {
    const { segments } = profile.output.parse(results.get('who')?.output);
    const rows = await rowsOf('counted');
    expect(rows.map(([number, , count]) => [number, count])).toEqual(
      segments.map(({ users: count }, at) => [at + 1, count]),
    );
    expect(new Set(rows.map(([, name]) => name)).size).toBe(segments.length);
  });

  it('keep names given by hand wherever the table goes, and the profile is not made again', async () => {
    const names = { [keys[0]!]: 'Regulars', [keys[1]!]: 'Browsers' };
    const path = ['names'];
    await backend.client.notebook.edit({
      id,
      edits: [{ type: 'set', cell: 'who', path, value: names }],
    });
    const renamed = await runCells(backend.client, id);
    expect(renamed.get('who')?.address).toBe(results.get('who')?.address);
    expect(renamed.get('lists')?.address).toBe(results.get('lists')?.address);
    const rows = await rowsOf('counted', renamed);
    expect(rows.slice(0, 2).map(([, name]) => name)).toEqual(['Regulars', 'Browsers']);
    const counts = await rowsOf('counted');
    expect(rows.map((row) => row[2])).toEqual(counts.map((row) => row[2]));
    for (const features of ['features', 'straight']) {
      const { prep } = renamed.get(features)?.output as { prep: { label: { classes: string[] } } };
      expect(prep.label.classes).toContain('Regulars');
    }
  });

  it('are whom predictions and lists are made for', async () => {
    const chosen = await backend.run(notebook([keys[1]!], {}));
    const { segments, users: all } = profile.output.parse(chosen.results.get('who')?.output);
    const scored = predict.output.parse(chosen.results.get('scores')?.output);
    expect(scored.population).toEqual({ left: segments[1]!.users, of: all });
    const place = scored.table.columns.findIndex(({ name }) => name === 'segment');
    const rows = await rowsOf('scores', chosen.results);
    expect(rows.map((row) => row[place])).toEqual(Array(segments[1]!.users).fill(2));
    const { table, population } = batch.output.parse(chosen.results.get('lists')?.output);
    const everyone = batch.output.parse(results.get('lists')?.output);
    expect(population?.left).toBe(segments[1]!.users);
    expect(table.rows).toBeLessThan(everyone.table.rows);
    expect(population?.of).toBe(users);
    const { leftOut } = batch.output.parse(chosen.results.get('lists')?.output);
    expect(leftOut.alreadyHad).toBeGreaterThan(0);
    expect(leftOut.alreadyHad).toBeLessThan(everyone.leftOut.alreadyHad);
    const listed = new Set((await rowsOf('lists', chosen.results)).map(([user]) => user));
    expect(listed).toEqual(new Set(rows.map(([user]) => user)));
  });

  it('none of whom is in the table are an error, not an empty table', async () => {
    // Numbers of segments are nobody's ids.
    const document = notebook([keys[1]!], {});
    const scores = document.cells.find(({ id: of }) => of === 'scores')!;
    scores.settings = {
      ...{ population: { segments: [keys[1]!], column: 'segment' }, coverage: null },
    };
    expect(await failure(document, 'scores')).toBe('segment_nobody');
  });

  it('that are gone are an error with a name, not an empty table', async () => {
    const document = notebook(['["more",{"type":"gone"}]'], {});
    expect(await failure(document, 'lists')).toBe('segment_gone');
  });
});
