import { createRouterClient } from '@orpc/server';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { createBackend } from '../../src-main/backend/backend.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from './folder.ts';
import { cellStates } from './wait.ts';

type Backend = Awaited<ReturnType<typeof createBackend>>;
export type BackendClient = ReturnType<typeof createRouterClient<Backend['router'], object>>;
export type CellResult = { address: string; output: unknown };

/** Runs all cells of a notebook into a workspace file, which a window can then be opened on. */
export async function runInto(workspacePath: string, document: Notebook): Promise<void> {
  const backend = await startBackend(workspacePath);
  const client: BackendClient = createRouterClient(backend.router);
  try {
    const { id } = await client.workspace.importNotebook({ text: JSON.stringify(document) });
    await runCells(client, id);
  } finally {
    await backend.close();
  }
}

/** A backend with a real engine over a workspace that lies there. */
export function startBackend(workspacePath: string): Promise<Backend> {
  return createBackend({
    ...{ workspacePath, host: 'cli', spawnEngine: nodeEngine(), clock: Date.now },
    newId: () => crypto.randomUUID(),
    log: (line) => console.error(line),
  });
}

/** A backend with a real engine over a workspace of its own; `close` deletes the workspace. */
export async function temporaryBackend(): Promise<{
  client: BackendClient;
  /** Runs all cells; throws where one fails. Gives the notebook's id and the results by cell. */
  run(document: Notebook): Promise<{ id: string; results: Map<string, CellResult> }>;
  close(): Promise<void>;
}> {
  const folder = temporaryFolder();
  const backend = await startBackend(folder.file('test.portrait'));
  const client: BackendClient = createRouterClient(backend.router);
  return {
    client,
    async run(document) {
      const { id } = await client.workspace.importNotebook({ text: JSON.stringify(document) });
      return { id, results: await runCells(client, id) };
    },
    async close() {
      await backend.close();
      folder.remove();
    },
  };
}

/** Runs every cell, those that wait to be asked for as well, and waits until every cell has its result. */
export async function runCells(
  client: BackendClient,
  id: string,
): Promise<Map<string, CellResult>> {
  await client.notebook.trust({ id, others: false });
  const { document } = await client.notebook.open({ id });
  await client.notebook.run({ id, cells: document.cells.map((cell) => cell.id) });
  const states = await cellStates(client, id, (all) =>
    all.every(({ status }) => status === 'fresh'),
  );
  // Notes have no result.
  const made = states.flatMap(({ cell, shown }) => (shown === null ? [] : [{ cell, shown }]));
  const results = made.map(async ({ cell, shown }): Promise<[string, CellResult]> => {
    const { output } = await client.notebook.output({ address: shown });
    return [cell, { address: shown, output }];
  });
  return new Map(await Promise.all(results));
}
