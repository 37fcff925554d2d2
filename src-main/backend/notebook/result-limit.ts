import type { Address } from '#shared/model/ids.ts';
import type { Workspace } from '../storage/index.ts';
import type { Training } from '../train/index.ts';

type Deps = { workspace: Workspace; training: Pick<Training, 'drop'> };

/**
 * Drops results until all together fit the limit, in the order the store gives (see ResultStore.expendable), and what belongs to them.
 * What a notebook shows now, and the `used` ones, stay even where they alone exceed it.
 */
export async function dropBeyondLimit(deps: Deps, used: ReadonlySet<string>): Promise<string[]> {
  const { results } = deps.workspace;
  let excess = results.totalBytes - results.limit;
  const dropped: string[] = [];
  if (excess <= 0) return dropped;
  for (const { address, bytes } of results.expendable()) {
    if (excess <= 0) break;
    if (used.has(address)) continue;
    await dropResult(deps, address);
    dropped.push(address);
    excess -= bytes;
  }
  return dropped;
}

/** Drops a result with all that belongs to it alone. */
export async function dropResult({ workspace, training }: Deps, address: Address): Promise<void> {
  const free = workspace.results.drop(address);
  for (const id of free.tables) workspace.tables.drop(id);
  for (const id of free.blobs) workspace.blobs.drop(id);
  for (const id of free.runs) await training.drop(id);
}

/** Drops tables and blobs that a crash left between being written and becoming part of a result. */
export function dropOrphans(workspace: Workspace): void {
  const tables = workspace.results.owned('table');
  for (const id of workspace.tables.list()) if (!tables.has(id)) workspace.tables.drop(id);
  const blobs = workspace.results.owned('blob');
  for (const id of workspace.blobs.ids()) if (!blobs.has(id)) workspace.blobs.drop(id);
}
