import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBackend, type Backend } from '../../../../src-main/backend/backend.ts';
import { counter, temporaryFolder } from '../../../support/folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let backend: Backend;
const log: string[] = [];
const open = () =>
  createBackend({
    workspacePath: folder.file('a.portrait'),
    host: 'cli',
    spawnEngine: () => {
      throw new Error('no engine is needed here');
    },
    clock: Date.now,
    newId: counter(`id${Date.now()}-`),
    log: (line) => log.push(line),
  });
beforeEach(async () => {
  folder = temporaryFolder();
  log.length = 0;
  backend = await open();
});
afterEach(async () => {
  await backend.close();
  folder.remove();
});
const client = () => createRouterClient(backend.router);

describe('the API', () => {
  it('creates, copies, deletes and restores notebooks', async () => {
    const { id } = await client().workspace.createNotebook({ title: 'One' });
    await client().notebook.edit({
      id,
      edits: [{ type: 'insert', index: 0, kind: 'note', id: 'n' }],
    });
    const copy = await client().workspace.duplicateNotebook({ id });
    expect((await client().notebook.open(copy)).document.cells).toHaveLength(1);
    await client().workspace.deleteNotebook({ id });
    expect((await client().workspace.info({})).notebooks.map((one) => one.id)).toEqual([copy.id]);
    await expect(client().notebook.open({ id })).rejects.toMatchObject({
      defined: true,
      code: 'PORTRAIT',
      data: { code: 'not_found' },
    });
    await client().workspace.restoreNotebook({ id });
    expect((await client().notebook.open({ id })).document.title).toBe('One');
  });

  it('exports and imports the readable file', async () => {
    const { id } = await client().workspace.openSample({ id: 'first-steps', locale: 'zh-CN' });
    const { text, fileName } = await client().workspace.exportNotebook({ id });
    expect(fileName).toBe('入门.json');
    const again = await client().workspace.importNotebook({ text });
    expect((await client().workspace.exportNotebook(again)).text).toBe(text);
    await expect(client().workspace.importNotebook({ text: '{}' })).rejects.toMatchObject({
      data: { code: 'notebook_invalid' },
    });
  });

  it('answers an edit once it is saved, and keeps it over a restart', async () => {
    const { id } = await client().workspace.createNotebook({ title: 'One' });
    const edits = [{ type: 'title', title: 'Two' } as const];
    const { revision } = await client().notebook.edit({ id, edits });
    await backend.close();
    backend = await open();
    const view = await client().notebook.open({ id });
    expect(view).toMatchObject({ revision, canUndo: true, document: { title: 'Two' } });
  });

  it('says which part of a request is wrong', async () => {
    const { id } = await client().workspace.createNotebook({ title: 'One' });
    const edits = [{ type: 'seed', seed: -1 } as const];
    await expect(client().notebook.edit({ id, edits })).rejects.toMatchObject({
      code: 'PORTRAIT',
      data: { code: 'bad_request', params: { detail: expect.stringContaining('edits.0.seed') } },
    });
    expect(log).toEqual([]);
  });

  it('backs the workspace up, and refuses to overwrite', async () => {
    const path = folder.file('copy.portrait');
    const { bytes } = await client().workspace.backup({ path });
    expect(bytes).toBeGreaterThan(1000);
    await expect(client().workspace.backup({ path })).rejects.toMatchObject({
      data: { code: 'file_exists' },
    });
  });
});
