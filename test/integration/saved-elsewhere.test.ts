import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, expect, it } from 'vitest';
import { parseOptions } from '#shared/model/cells/data.ts';
import { createBackend } from '../../src-main/backend/backend.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { runCells } from '../support/run-notebook.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

async function opened(workspacePath: string) {
  const backend = await createBackend({
    ...{ workspacePath, host: 'cli', spawnEngine: nodeEngine(), clock: Date.now },
    newId: () => crypto.randomUUID(),
    log: () => undefined,
  });
  return { backend, client: createRouterClient(backend.router) };
}

it('takes files that were handed over along, where the workspace is saved elsewhere and where it is moved', async () => {
  const { backend, client } = await opened(folder.file('work.portrait'));
  const bytes = new TextEncoder().encode('a,b\n1,yes\n2,no\n');
  const give = async (content: Uint8Array<ArrayBuffer>): Promise<string> => {
    const { upload } = await client.files.begin({ name: 'x.csv', bytes: content.length });
    await client.files.append({ upload, part: new Blob([content]) });
    return (await client.files.finish({ upload })).path;
  };
  const path = await give(bytes);
  const unused = await give(new TextEncoder().encode('c\n9\n'));
  const data = cell('data', 'data', { source: { type: 'file', path, name: 'x.csv' } });
  const document = JSON.stringify(notebookOf(data));
  const { id } = await client.workspace.importNotebook({ text: document });
  await runCells(client, id);
  // The file is lost, and what is beside it goes with it.
  renameSync(folder.file('work.portrait'), folder.file('gone.portrait'));
  const target = join(folder.file('other'), 'kept.portrait');
  await client.workspace.saveTo({ path: target });
  expect(readdirSync(join(dirname(target), 'kept.uploads')).sort()).toEqual([
    '.workspace',
    path.split(/[\\/]/).at(-1),
  ]);
  expect(unused).not.toBe(path);
  rmSync(dirname(path), { recursive: true });
  const shown = async (of: typeof client): Promise<unknown> => {
    const options = { decimal: '.' as const };
    const settings = { source: { type: 'file', path, name: 'x.csv' }, options };
    const text = JSON.stringify(notebookOf(cell('data', 'data', settings)));
    const made = await of.workspace.importNotebook({ text });
    const results = await runCells(of, made.id);
    return (results.get('data')?.output as { table: { rows: number } }).table.rows;
  };
  expect(await shown(client)).toBe(2);
  await backend.close();
  // Moved with its folder: the path in the notebook leads nowhere, the file is beside the workspace.
  mkdirSync(folder.file('moved'));
  for (const name of ['kept.portrait', 'kept.uploads'])
    renameSync(join(dirname(target), name), join(folder.file('moved'), name));
  const again = await opened(join(folder.file('moved'), 'kept.portrait'));
  expect(existsSync(path)).toBe(false);
  const [known] = (await again.client.workspace.info({})).notebooks;
  await again.client.notebook.trust({ id: known!.id, others: true });
  const preview = await again.client.files.preview({
    ...{ path, columns: [], rows: 5 },
    options: parseOptions.parse({}),
  });
  expect(preview.columns.map(({ name }) => name)).toEqual(['a', 'b']);
  await again.backend.close();
});
