import type { Address } from '#shared/model/ids.ts';
import type { ResolvedCell } from './resolve.ts';

type Resolved = ReadonlyMap<string, ResolvedCell>;
export type RunRequest = 'stale' | 'all' | readonly string[];

/**
 * Cells to run, without those that are fresh: a result is never made twice. `all` and `stale` leave out what waits to be
 * asked for by itself (a look at the test part) with what depends on it; `stale` also what failed and has not changed
 * since. Given cells bring what they need from before them.
 */
export function cellsToRun(
  request: RunRequest,
  resolved: Resolved,
  lookups: { fresh(cell: ResolvedCell): boolean; failed(cell: ResolvedCell): boolean },
): string[] {
  const waiting = new Set<string>();
  const due = [...resolved.values()].filter((cell) => {
    if (cell.definition?.passive === true || lookups.fresh(cell)) return false;
    const sources = Object.values(cell.cell.inputs).flat();
    const waits =
      cell.definition?.waitsForRun?.(cell.settings) === true ||
      sources.some((id) => waiting.has(id));
    if (waits) waiting.add(cell.cell.id);
    return !waits;
  });
  if (request === 'all') return due.map(({ cell }) => cell.id);
  if (request === 'stale')
    return due.filter((cell) => !lookups.failed(cell)).map(({ cell }) => cell.id);
  const chosen = new Set<string>();
  const add = (id: string, needed: boolean): void => {
    const cell = resolved.get(id);
    if (cell === undefined || chosen.has(id)) return;
    // What a stopped cell kept is enough for the cells after it.
    const enough = needed ? cell.result !== null : lookups.fresh(cell);
    if (enough || cell.definition?.passive === true) return;
    chosen.add(id);
    for (const source of Object.values(cell.cell.inputs).flat()) add(source, true);
  };
  for (const id of request) add(id, false);
  return [...resolved.keys()].filter((id) => chosen.has(id));
}

/** Whether a cell has all it needs to be made now. */
export function ready(cell: ResolvedCell, has: (address: Address) => boolean): boolean {
  if (cell.address === null || cell.ingredients === null || cell.problem !== null) return false;
  return Object.values(cell.ingredients.inputs)
    .flat()
    .every(({ address, named }) => has(named?.of ?? address));
}
