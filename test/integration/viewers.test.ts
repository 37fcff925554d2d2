import { writeFileSync } from 'node:fs';
import { createRouterClient, type RouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellKinds } from '../../shared/model/cells/index.ts';
import { chart, type ChartOutput } from '../../shared/model/cells/chart.ts';
import type { Role } from '../../shared/model/role.ts';
import { createBackend, type Backend } from '../../src-main/backend/backend.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from '../support/folder.ts';
import { runCells } from '../support/run-notebook.ts';

const rare = 'Zqxjkvb Fgcrlpy';
let folder: ReturnType<typeof temporaryFolder>;
let backend: Backend;
let notebook = '';
const as = (role: Role): RouterClient<Backend['router']> =>
  createRouterClient(backend.router, { context: { actor: { role, name: role } } });

beforeAll(async () => {
  folder = temporaryFolder();
  // 40 people of two towns, and one alone in a third that bears a name.
  const rows = Array.from(
    { length: 40 },
    (_, at) => `${at % 2 ? 'Bern' : 'Basel'},${at},${3127 + at * 13}`,
  );
  const file = folder.file('people.csv');
  writeFileSync(file, `town,age,pay\n${rows.join('\n')}\n${rare},999,987654\n`);
  backend = await createBackend({
    ...{ workspacePath: folder.file('w.portrait'), host: 'localhost', clock: Date.now },
    ...{ spawnEngine: nodeEngine(), newId: () => crypto.randomUUID(), log: () => undefined },
    userFolder: folder.file('user'),
  });
  const cell = (
    id: string,
    kind: string,
    settings: object,
    inputs: Record<string, string[]> = {},
  ) => ({
    ...{ id, kind, name: id, settings, inputs, collapsed: false },
  });
  const table = { table: ['d'] };
  const cells = [
    cell('d', 'data', { source: { type: 'file', path: file, name: rare } }),
    cell('q', 'sql', { query: `SELECT * FROM d WHERE town = '${rare}'` }, { tables: ['d'] }),
    cell('bars', 'chart', { mark: 'bar', x: 'town', y: 'age', aggregate: 'mean' }, table),
    cell('most', 'chart', { mark: 'bar', x: 'town', y: 'age', aggregate: 'max' }, table),
    cell('dots', 'chart', { mark: 'scatter', x: 'age', y: 'age' }, table),
    cell('box', 'chart', { mark: 'box', x: 'town', y: 'age' }, table),
    cell('bins', 'chart', { mark: 'histogram', x: 'pay' }, table),
    cell('fourths', 'chart', { mark: 'bar', x: 'town', colour: 'pay' }, table),
  ];
  const client = createRouterClient(backend.router);
  const document = { format: 'portrait-notebook', version: 1, title: 't', seed: 1, cells };
  const text = JSON.stringify(document);
  notebook = (await client.workspace.importNotebook({ text })).id;
  await runCells(client, notebook);
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

/** What somebody is shown of a cell: its output, or the code it is refused with. */
async function seen(role: Role, cell: string): Promise<unknown> {
  const { states } = await as('owner').notebook.open({ id: notebook });
  const address = states.find((state) => state.cell === cell)?.shown ?? '';
  return as(role)
    .notebook.output({ address })
    .then(
      ({ output }) => output,
      (error: { data?: { code?: string } }) => error.data?.code,
    );
}

describe('a viewer', () => {
  it('sees no table, and no cell of which nobody decided what viewers see', async () => {
    for (const cell of ['d', 'q', 'most', 'dots']) {
      expect(await seen('viewer', cell), cell).toBe('viewer_hidden');
      expect(typeof (await seen('analyst', cell)), cell).toBe('object');
    }
  });

  it('sees a chart without the group of one and without its name', async () => {
    const whole = JSON.stringify(await seen('analyst', 'bars'));
    expect(whole).toContain(rare);
    const cut = (await seen('viewer', 'bars')) as ChartOutput;
    expect(JSON.stringify(cut)).not.toContain(rare);
    const { drawing } = chart.output.parse(cut);
    if (drawing.type !== 'values') throw new Error(drawing.type);
    // 20 people in each town, 0 to 38 and 1 to 39: means 19 and 20.
    const values = drawing.series.flatMap((series) => series.values);
    expect(values.filter((value) => value !== null).toSorted()).toEqual([19, 20]);
    expect(values.filter((value) => value === null)).toHaveLength(1);
  });

  it('sees boxes without the values of single rows', async () => {
    const cut = JSON.stringify(await seen('viewer', 'box'));
    expect(cut).not.toContain(rare);
    expect(cut).not.toContain('999');
    expect(chart.output.parse(JSON.parse(cut)).drawing.type).toBe('boxes');
  });

  it('reads neither the least nor the greatest value at the ends of an axis, nor who is missing from a count', async () => {
    const whole = JSON.stringify(await seen('analyst', 'bins'));
    expect(whole).toContain('987654');
    const cut = JSON.stringify(await seen('viewer', 'bins'));
    expect(cut).not.toMatch(/3127\D|987654/);
    const seenBins = chart.output.parse(JSON.parse(cut));
    const highest = seenBins.x.groups.flatMap((group) => (group.type === 'range' ? group.to : []));
    expect(Math.max(...highest)).toBeLessThan(700_000);
    if (seenBins.drawing.type !== 'values') throw new Error(seenBins.drawing.type);
    const [series] = seenBins.drawing.series;
    expect(series?.rows).toHaveLength(seenBins.x.groups.length);
    expect(series?.values).toHaveLength(seenBins.x.groups.length);
    expect([seenBins.rows, seenBins.used]).toEqual([40, 40]);
    expect(await seen('viewer', 'fourths')).toBe('viewer_hidden');
  });

  it('is told of larger groups only where the owner says so', async () => {
    await as('owner').links.setSmallest({ smallest: 21 });
    const values = JSON.stringify(await seen('viewer', 'bars'));
    expect(values).not.toContain('Basel');
    await as('owner').links.setSmallest({ smallest: 10 });
  });

  it('reads no value, path, history or reason in a notebook, also not in its events', async () => {
    const view = await as('viewer').notebook.open({ id: notebook });
    const events = await as('viewer').notebook.watch({ id: notebook });
    const first = [(await events.next()).value, (await events.next()).value];
    await events.return(undefined);
    const told = JSON.stringify([view, first, await as('viewer').workspace.info({})]);
    expect(told).not.toContain(rare);
    expect(told).not.toContain(folder.path);
    expect(JSON.stringify(await as('analyst').notebook.open({ id: notebook }))).toContain(rare);
    expect(view.bin).toEqual([]);
    expect(view.document.cells.map(({ name }) => name)).toEqual([
      'd',
      'q',
      'bars',
      'most',
      'dots',
      'box',
      'bins',
      'fourths',
    ]);
  });

  it('asks no kind any question that is not decided', async () => {
    const { states } = await as('owner').notebook.open({ id: notebook });
    for (const { shown } of states)
      for (const { queries } of cellKinds)
        for (const query of Object.keys(queries)) {
          const asked = as('viewer').notebook.query({ address: shown ?? '', query, input: {} });
          await expect(asked).rejects.toMatchObject({ data: { code: 'viewer_hidden' } });
        }
  });

  it('is told of a failure without the value it failed by, and of the file by its name', async () => {
    const told = await as('viewer')
      .notebook.open({ id: rare })
      .catch((error: unknown) => JSON.stringify(error));
    expect(told).toContain('not_found');
    expect(JSON.stringify(await as('viewer').app.status({}))).not.toContain(folder.path);
  });

  it('is written down in the log where it was refused', async () => {
    await expect(as('viewer').tables.rows({} as never)).rejects.toThrow();
    const { entries } = await as('owner').audit.list({
      ...{ actor: 'viewer', action: 'refused', object: null, before: null, limit: 10 },
    });
    expect(entries.map(({ details }) => details['procedure'])).toContain('tables.rows');
  });
});
