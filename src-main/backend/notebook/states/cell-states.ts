import type { Address, CellId } from '#shared/model/ids.ts';
import type { CellState, CellStatus } from '#shared/notebook/cell-state.ts';
import type { ErrorData } from '#shared/errors/index.ts';
import type { Attempt, ResultStore } from '../../storage/index.ts';
import type { CellJob } from '../cell-job.ts';
import type { ResolvedCell } from '../resolve.ts';
import { staleReasons } from './stale-reasons.ts';

export type StateLookups = {
  resolved: ReadonlyMap<string, ResolvedCell>;
  results: Pick<ResultStore, 'has' | 'about' | 'artefacts'>;
  /** Address of the result each cell showed last. */
  shown: ReadonlyMap<string, string>;
  /** Cells that wait to be run. */
  wanted: ReadonlySet<string>;
  /** The job a cell waits for, also when its settings have changed since. */
  job(cell: CellId): CellJob | undefined;
  attempt(address: Address): Attempt | undefined;
};

/** The state of every cell, in order. */
export function cellStates(lookups: StateLookups): CellState[] {
  return [...lookups.resolved.values()].map((resolved) => cellState(resolved, lookups));
}

/** States that nothing but an edit changes. */
const settled = new WeakMap<ResolvedCell, CellState>();

function cellState(resolved: ResolvedCell, lookups: StateLookups): CellState {
  const { cell, address } = resolved;
  const id = cell.id;
  const known = settled.get(resolved);
  if (known !== undefined) return known;
  const nothing = {
    cell: id,
    reasons: [],
    progress: null,
    error: null,
    milliseconds: null,
    run: null,
  };
  const valid = resolved.settings !== undefined;
  if (resolved.definition?.passive === true && valid) {
    const state: CellState = { ...nothing, status: 'fresh', address: null, shown: null };
    settled.set(resolved, state);
    return state;
  }
  const { results } = lookups;
  const job = lookups.job(id);
  const attempt = address === null ? undefined : lookups.attempt(address);
  const fresh = address !== null && results.has(address);
  const last = lookups.shown.get(id) ?? null;
  const shown = resolved.result ?? (last !== null && results.has(last) ? last : null);
  const ingredients = (at: string) => results.about(at)?.ingredients;
  const stopped = attempt?.status === 'stopped' && shown !== null && shown === attempt.kept;
  const reasons =
    fresh || stopped ? [] : staleReasons(id, shown, { resolved: lookups.resolved, ingredients });
  const keptRun = fresh ? null : attempt?.run;
  const shownRun = shown === null ? null : results.artefacts(shown, 'run')[0];
  return {
    cell: id,
    status: statusOf(resolved, fresh, job, lookups.wanted.has(id), attempt),
    reasons,
    progress: job?.progress ?? null,
    error: fresh ? null : errorOf(resolved, attempt, job),
    address,
    shown,
    milliseconds: shown === null ? null : (results.about(shown)?.milliseconds ?? null),
    run: job?.run ?? keptRun ?? shownRun ?? null,
  };
}

function statusOf(
  resolved: ResolvedCell,
  fresh: boolean,
  job: CellJob | undefined,
  wanted: boolean,
  attempt: Attempt | undefined,
): CellStatus {
  if (job?.job.started === true) return 'running';
  if (fresh) return 'fresh';
  if (job !== undefined || wanted) return 'queued';
  if (resolved.invalid) return 'failed';
  if (resolved.problem !== null) return 'stale';
  return attempt?.status ?? 'stale';
}

function errorOf(
  resolved: ResolvedCell,
  attempt: Attempt | undefined,
  job: CellJob | undefined,
): ErrorData | null {
  if (job !== undefined) return null;
  if (resolved.problem !== null) return resolved.problem;
  return attempt?.status === 'failed' ? attempt.error : null;
}
