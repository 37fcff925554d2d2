import type { Address } from '#shared/model/ids.ts';
import type { Workspace } from '../storage/index.ts';
import { runTable, type Training } from '../train/index.ts';
import { dropResult } from './result-limit.ts';

type Purge = {
  workspace: Workspace;
  training: Pick<Training, 'drop' | 'list'>;
  /** Results that something is being made from, or that open notebooks show. */
  used: ReadonlySet<string>;
};

/**
 * Deletes runs and fits for good, with their curves, checkpoints and results. What a notebook shows stays, what that was made
 * from too, and what is still going on; undo brings a cell of a deleted one back stale. Gives the ids that stayed.
 */
export async function purgeRuns(
  { workspace, training, used }: Purge,
  notebook: string,
  ids: readonly string[],
): Promise<string[]> {
  const wanted = new Set(ids);
  const free = new Set(workspace.results.expendable().map(({ address }) => address));
  const behind = behindShown(workspace);
  const runs = new Map(training.list(notebook).map((run) => [run.id, run]));
  const kept: string[] = [];
  const gone: string[] = [];
  for (const line of runTable(workspace, training, notebook)) {
    if (!wanted.has(line.id)) continue;
    const run = runs.get(line.id);
    const address = run?.address ?? line.id;
    const made = workspace.results.about(address) !== undefined;
    const going = run !== undefined && run.state !== 'ended';
    const needed = !free.has(address) || used.has(address) || behind.has(address);
    if (line.shown || going || (made && needed)) {
      kept.push(line.id);
      continue;
    }
    if (made) await dropResult({ workspace, training }, address);
    // A run without a result, or one that a later run of the same address took the result from.
    if (run && training.list(notebook).some(({ id }) => id === run.id)) await training.drop(run.id);
    gone.push(line.id);
  }
  workspace.runMarks.set(notebook, gone, { pinned: false, removed: false });
  return kept;
}

/** What the results that cells show were made from: a stale measurement still asks its run. */
function behindShown({ notebooks, results }: Workspace): Set<Address> {
  const shown = notebooks.list().flatMap(({ id }) => [...notebooks.shown(id).values()]);
  const links = shown.flatMap((address) =>
    Object.values(results.about(address)?.ingredients.inputs ?? {}).flat(),
  );
  return new Set(links.map(({ address }) => address));
}
