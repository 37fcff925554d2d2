import { createRouterClient } from '@orpc/server';
import { afterEach, describe, expect, it } from 'vitest';
import { auditApi } from '../../../../src-main/backend/api/audit.ts';
import { implementContract } from '../../../../src-main/backend/api/base.ts';
import { Workspace } from '../../../../src-main/backend/storage/index.ts';
import { counter, temporaryFolder } from '../../../support/folder.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

describe('an audit log in which somebody changed a line', () => {
  it.each([
    ['details', '{"broken'],
    ['details', '{"a name":["x"]}'],
    ['at', 9e15],
    ['role', 'king'],
    ['action', 'nothing'],
    ['object', ''],
  ])('is still read and saved, and said to be broken: %s %s', async (column, value) => {
    const folder = temporaryFolder();
    const workspace = Workspace.open(folder.file('w.portrait'), {
      ...{ clock: () => 1, newId: counter('id') },
    });
    closing.push(folder.remove, () => workspace.close());
    for (let n = 0; n < 3; n += 1)
      workspace.audit.add({ action: 'backed_up', object: { type: 'workspace', id: '' } });
    const api = implementContract({
      ...{ log: () => undefined, file: () => '', done: () => undefined, failed: () => undefined },
      as: (_, work) => work({ role: 'owner', name: '' }),
    });
    const client = createRouterClient(auditApi(api, workspace));
    workspace.db.prepare(`UPDATE audit_log SET ${column} = ? WHERE seq = 2`).run(value);
    const all = { actor: null, action: null, object: null };
    const { entries } = await client.list({ ...all, before: null, limit: 10 });
    expect(entries.map(({ seq }) => seq)).toEqual([3, 2, 1]);
    for (const { at } of entries) expect(() => new Date(at).toISOString()).not.toThrow();
    const { text } = await client.export(all);
    expect(text.trim().split('\r\n')).toHaveLength(4);
    expect((await client.check({})).broken).toBe(2);
  });
});
