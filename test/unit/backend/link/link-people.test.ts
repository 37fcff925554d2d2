import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, type LinkOutput, type LinkSettings } from '#shared/model/cells/link.ts';
import { PeopleLinker } from '../../../../src-main/backend/link/index.ts';
import { createPacer } from '../../../../src-main/backend/lib/index.ts';
import { plantedColumns, plantedPeople } from '../../../support/planted-people.ts';
import { storedRows, storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

let { workspace, remove }: ReturnType<typeof temporaryWorkspace> = {} as never;
beforeAll(() => ({ workspace, remove } = temporaryWorkspace()));
afterAll(() => remove());

const text = (columns: readonly string[]) =>
  Object.fromEntries(columns.map((name) => [name, 'text' as const]));
const source = (name: string, columns: string[], rows: (string | number | null)[][]) => ({
  name,
  table: storeTable(workspace, text(columns), rows),
});

async function linked(
  sources: ReturnType<typeof source>[],
  settings: Partial<LinkSettings> = {},
  linker = new PeopleLinker(),
  signal?: AbortSignal,
): Promise<LinkOutput> {
  const output = await linker.link({
    ...{ sources, settings: link.settings.parse(settings), seed: 7, tables: workspace.tables },
    pace: createPacer(signal),
    progress: () => undefined,
    clock: () => performance.now(),
  });
  return link.output.parse(output);
}

/** Person of each record, in order. */
const personsOf = ({ records }: LinkOutput) =>
  storedRows(workspace, records.id).map(([person]) => Number(person));

describe('people planted in three registers', () => {
  const registers = plantedPeople(500, 3, 11);
  const truth = registers.flat().map(({ person }) => person);
  let sources: ReturnType<typeof source>[];
  beforeAll(() => {
    sources = registers.map((records, at) =>
      source(
        `register ${at}`,
        plantedColumns,
        records.map(({ row }) => row),
      ),
    );
  });

  it.each(['none', 'inside'] as const)('are found again (duplicates: %s)', async (duplicates) => {
    const output = await linked(sources, { duplicates });
    const found = personsOf(output);
    let [hits, made, real] = [0, 0, 0];
    for (const [a, person] of found.entries())
      for (let b = a + 1; b < found.length; b += 1) {
        const [one, same] = [person === found[b], truth[a] === truth[b]];
        made += Number(one);
        real += Number(same);
        hits += Number(one && same);
      }
    expect(hits / made).toBeGreaterThan(0.985);
    expect(hits / real).toBeGreaterThan(0.95);
    expect(output.counts.people).toBe(new Set(found).size);
    expect(output.people.rows).toBe(output.counts.people);
    expect(output.histogram.counts.reduce((a, b) => a + b, 0)).toBe(output.counts.compared);
    expect(output.sources[0]?.columns.map(({ role }) => role)).toEqual([
      ...['givenName', 'familyName', 'birthDate', 'email', 'phone', 'city'],
    ]);
  });

  it('have one record a register at most where it has no duplicates', async () => {
    const rows = storedRows(workspace, (await linked(sources, { duplicates: 'none' })).records.id);
    const places = rows.map(([person, register]) => `${person} ${register}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('are the same again with the same seed', async () => {
    const first = personsOf(await linked(sources));
    expect(personsOf(await linked(sources))).toEqual(first);
  });

  it('stop on request', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(linked(sources, {}, new PeopleLinker(), stop.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('obey a verdict, and forget it when it is taken back', async () => {
    const linker = new PeopleLinker();
    const before = await linked(sources, { match: 0.99, doubtful: 0.001 }, linker);
    const pair = before.review.find(({ verdict }) => verdict === null);
    if (pair === undefined) throw new Error('no doubtful pair');
    const judged = (same: boolean) => ({
      ...{ match: 0.99, doubtful: 0.001, verdicts: [{ a: pair.b.key, b: pair.a.key, same }] },
    });
    const together = (output: LinkOutput) =>
      output.review.find(({ a, b }) => a.key === pair.a.key && b.key === pair.b.key);
    expect(together(await linked(sources, judged(true), linker))).toMatchObject({
      ...{ verdict: true, together: true },
    });
    expect(together(await linked(sources, judged(false), linker))).toMatchObject({
      ...{ verdict: false, together: false, weight: pair.weight },
    });
    const after = await linked(sources, { match: 0.99, doubtful: 0.001 }, linker);
    expect(personsOf(after)).toEqual(personsOf(before));
    const gone = await linked(sources, { verdicts: [{ a: 'x', b: 'y', same: true }] }, linker);
    expect(gone.verdictsLost).toBe(1);
  });
});

describe('a few records', () => {
  const shop = ['姓名', '邮箱', '手机', 'spent'];
  const card = ['Name', 'E-mail', 'Phone', 'Seen'];

  it('meet by an exact key, written differently, and by columns with other headers', async () => {
    const output = await linked([
      source('shop', shop, [
        ['李 安娜', 'Anna.Li@gmail.com', '+86 138 0013 8000', '12'],
        ['Bob Ray', 'bob@example.org', null, '7'],
      ]),
      source('card', card, [
        ['安娜 李', 'annali+card@googlemail.com', null, '2024'],
        ['Ray, Bob', null, null, '2020'],
        ['Cy Dee', null, '13800138000', '2021'],
      ]),
    ]);
    const rows = storedRows(workspace, output.records.id);
    expect(rows[0]?.[0]).toBe(rows[2]?.[0]);
    expect(rows[0]?.[4]).toBe('email');
    // The same phone, but another name: no exact match.
    expect(rows[4]?.[0]).not.toBe(rows[0]?.[0]);
    expect(output.records.columns.map(({ name }) => name)).toEqual([
      ...['person', 'source', 'row', 'score', 'matched_by', ...shop, 'Seen'],
    ]);
    expect(storedRows(workspace, output.people.id)[0]).toEqual([
      ...[1, 2, 'shop, card', '李 安娜', 'annali+card@googlemail.com', '+86 138 0013 8000', '12'],
      '2024',
    ]);
  });

  it('take the newest value where a column says how new a row is', async () => {
    const rows = [
      ['Anna Lee', 'a@b.org', '2024-05-01'],
      ['Anna Leeson', 'a@b.org', '2020-01-01'],
    ];
    const table = source('list', ['name', 'email', 'changed'], rows);
    const name = async (recency: string | null) =>
      storedRows(workspace, (await linked([table], { recency })).people.id)[0]?.[3];
    expect(await name(null)).toBe('Anna Leeson');
    expect(await name('changed')).toBe('Anna Lee');
    await expect(linked([table], { recency: 'gone' })).rejects.toMatchObject({
      code: 'column_missing',
    });
  });

  it('keep their keys when rows move, and equal rows have keys of their own', async () => {
    const rows = [...['Anna Lee', 'Bob Ray', 'Bob Ray'].map((name) => [name, `${name[0]!}@b.org`])];
    const keys = async (given: string[][]) =>
      (await linked([source('list', ['name', 'email'], given)])).clusters
        .flatMap(({ records }) => records.map(({ key }) => key))
        .toSorted();
    const first = await keys(rows);
    expect(new Set(first).size).toBe(2);
    expect(await keys(rows.toReversed())).toEqual(first);
  });

  it('are refused where no two columns say the same, and may be none', async () => {
    const one = source('one', ['colour'], [['red']]);
    await expect(linked([one, source('two', ['size'], [['big']])])).rejects.toMatchObject({
      code: 'link_nothing_to_compare',
    });
    const empty = await linked([source('empty', ['name', 'email'], [])]);
    expect(empty.counts).toMatchObject({ people: 0, compared: 0, pairs: 0 });
    const alone = await linked([source('alone', ['name', 'email'], [[null, null]])]);
    expect(alone.counts.people).toBe(1);
  });

  it('with one key too common are told to be left out', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => [`p${at}`, 'info@example.org']);
    const output = await linked([source('list', ['name', 'email'], rows)], { mostInBlock: 10 });
    expect(output.blocks).toMatchObject({ skipped: 2, largest: 30 });
    expect(output.counts.linked).toBe(0);
  });
});
