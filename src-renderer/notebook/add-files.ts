import { readAsProposed } from '#shared/model/file-presets/index.ts';
import type { Json } from '#shared/model/json.ts';
import type { Client } from '../client/client.ts';
import { upload } from '../cells/parts/upload.ts';
import type { NotebookStore } from '../stores/notebook.svelte.ts';
import type { Workbench } from '../stores/workbench.svelte.ts';
import { insertCell } from './commands/cell-actions.ts';

/**
 * Hands files over, one after the other, and adds a Data cell at the notebook's end for each. `told` gets the share of the
 * present one. Rejects as uploading does; what was added before stays.
 */
export async function addFiles(
  bench: Workbench,
  store: NotebookStore,
  files: readonly File[],
  told: (name: string, share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const file of files) {
    told(file.name, 0);
    const share = (bytes: number): void => told(file.name, bytes / Math.max(1, file.size));
    const { path, name } = await upload(bench.client, file, file.name, share, signal);
    const reading = await readingOf(bench.client, path, name);
    const source = { type: 'file', path, name };
    insertCell(bench, store, {
      ...{ kind: 'data', index: store.cells.length, settings: { source, ...reading } },
    });
  }
}

/** How a file is read by the preset it looks like; nothing where it cannot be read, which its cell then says. */
async function readingOf(
  client: Client,
  path: string,
  name: string,
): Promise<Record<string, Json>> {
  try {
    const { options, columns } = await readAsProposed(name, (options, columns) =>
      client.files.preview({ path, options, columns, rows: 0 }),
    );
    return { options: plain(options), columns: plain(columns) };
  } catch {
    return {};
  }
}

/** Settings as JSON has them: what is undefined is not there. */
function plain(settings: object): Json {
  return JSON.parse(JSON.stringify(settings)) as Json;
}
