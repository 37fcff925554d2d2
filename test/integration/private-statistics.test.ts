import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { privateStatistics } from '#shared/model/cells/private-statistics.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { runCells, temporaryBackend } from '../support/run-notebook.ts';
import { eventually } from '../support/wait.ts';

let backend: Awaited<ReturnType<typeof temporaryBackend>>;
let id = '';

const users = { type: 'sample', table: 'users', users: 1000 };
const asked = { epsilon: 2, questions: [{ type: 'count' }] };
const spent = async () => (await backend.client.privacy.budget({})).units[0]!.spentEpsilon;
const stateOf = async (name = 'told') => {
  const { states } = await backend.client.notebook.open({ id });
  return states.find(({ cell }) => cell === name)!;
};
const statusIs = (...wanted: string[]) =>
  eventually(
    () => stateOf(),
    ({ status }) => wanted.includes(status),
  );
const draw = async (times: number) => {
  const edit = { type: 'set' as const, cell: 'told', path: ['draw'], value: times };
  await backend.client.notebook.edit({ id, edits: [edit] });
  await statusIs('stale');
  await backend.client.notebook.run({ id, cells: ['told'] });
  await statusIs('fresh', 'failed');
};

beforeAll(async () => {
  backend = await temporaryBackend();
  const document = notebookOf(
    cell('users', 'data', { source: users }),
    cell('told', 'privateStatistics', asked, { table: ['users'] }),
  );
  ({ id } = await backend.client.workspace.importNotebook({ text: JSON.stringify(document) }));
  await backend.client.notebook.trust({ id, others: false });
});
afterAll(() => backend.close());

describe('private statistics in a notebook', () => {
  it('are drawn only where asked for by themselves, and taken from the budget', async () => {
    await backend.client.notebook.run({ id, cells: 'all' });
    await eventually(
      () => stateOf('users'),
      ({ status }) => status === 'fresh',
    );
    expect((await stateOf()).status).toBe('stale');
    expect(await spent()).toBe(0);
    const results = await runCells(backend.client, id);
    const output = privateStatistics.output.parse(results.get('told')!.output);
    expect(Math.abs(output.lines[0]!.value - 1000)).toBeLessThan(30);
    expect(await spent()).toBe(2);
  });

  it('take as much again when drawn again, and nothing when undone and redone', async () => {
    const before = (await stateOf()).address;
    await draw(1);
    expect(await spent()).toBe(4);
    const after = (await stateOf()).address;
    expect(after).not.toBe(before);
    await backend.client.notebook.undo({ id });
    await eventually(
      () => stateOf(),
      ({ address }) => address === before,
    );
    expect((await stateOf()).status).toBe('fresh');
    await backend.client.notebook.redo({ id });
    await eventually(
      () => stateOf(),
      ({ address }) => address === after,
    );
    expect((await stateOf()).status).toBe('fresh');
    expect(await spent()).toBe(4);
  });

  it('are refused once the budget is used up: nothing is drawn, nothing is taken', async () => {
    await backend.client.privacy.setBudget({ unit: 'row', epsilon: 5, delta: 1e-5 });
    await draw(2);
    const state = await stateOf();
    expect(state.status).toBe('failed');
    expect(state.error).toMatchObject({
      code: 'privacy_budget_spent',
      params: { leftEpsilon: '1' },
    });
    expect(await spent()).toBe(4);
  });
});
