import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventRows } from '../../../../../src-main/backend/recommend/index.ts';
import { storeTable, temporaryWorkspace } from '../../../../support/workspace.ts';
import { examplePrepared } from './example-prepared.ts';

let stored: ReturnType<typeof temporaryWorkspace>;
beforeAll(() => {
  stored = temporaryWorkspace();
});
afterAll(() => stored.remove());

const page = { offset: 0, limit: 10 };

describe('the event rows behind a pair', () => {
  it('are found by number or text, as the table holds ids, and keep their row numbers', async () => {
    const { tables } = stored.workspace;
    const table = storeTable(stored.workspace, { item: 'text', user: 'integer' }, [
      ['a', 10],
      ['b', 10],
      ['a', 9],
      ['a', 10],
    ]);
    const prepared = {
      ...examplePrepared(),
      source: { table: table.id, user: 'user', item: 'item' },
    };
    const pair = await eventRows(tables, prepared, { user: '10', item: 0, ...page });
    expect([pair.total, pair.numbers]).toEqual([2, [1, 4]]);
    const everyone = await eventRows(tables, prepared, { user: null, item: 0, ...page });
    expect(everyone.numbers).toEqual([1, 3, 4]);
    const all = await eventRows(tables, prepared, { user: '10', item: null, ...page });
    expect(all.rows).toEqual([
      ['a', 10],
      ['b', 10],
      ['a', 10],
    ]);
  });

  it('are told to be gone where the table is not kept any more', async () => {
    const asked = eventRows(stored.workspace.tables, examplePrepared(), {
      ...{ user: '10', item: 0 },
      ...page,
    });
    await expect(asked).rejects.toMatchObject({ code: 'event_rows_gone' });
  });
});
