import type { Workspace } from '../storage/index.ts';
import { runTable, type Training } from '../train/index.ts';
import { dropResult } from './result-limit.ts';

/**
 * Deletes runs and fits for good, with their curves, checkpoints and results. What a notebook shows stays, and what is still
 * going on; undo brings a cell of a deleted one back stale. Gives the ids that stayed.
 */
export async function purgeRuns(
  workspace: Workspace,
  training: Pick<Training, 'drop' | 'list'>,
  notebook: string,
  ids: readonly string[],
): Promise<string[]> {
  const wanted = new Set(ids);
  const free = new Set(workspace.results.expendable().map(({ address }) => address));
  const runs = new Map(training.list(notebook).map((run) => [run.id, run]));
  const kept: string[] = [];
  const gone: string[] = [];
  for (const line of runTable(workspace, training, notebook)) {
    if (!wanted.has(line.id)) continue;
    const run = runs.get(line.id);
    const address = run?.address ?? line.id;
    const made = workspace.results.about(address) !== undefined;
    const going = run !== undefined && run.state !== 'ended';
    if (line.shown || going || (made && !free.has(address))) {
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
