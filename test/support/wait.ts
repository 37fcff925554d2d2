import { setTimeout as sleep } from 'node:timers/promises';
import { errorText } from '#shared/errors/index.ts';
import type { CellState } from '#shared/notebook/cell-state.ts';

/** Why what is waited for can no longer come, in words; null while it still can. */
type Over = () => string | null | Promise<string | null>;

/** The part of a client that says how cells stand. */
type Client = {
  notebook: { open(notebook: { id: string }): Promise<{ states: readonly CellState[] }> };
};

type Wait = { over?: Over; everyMs?: number; mostMs?: number };

/**
 * Waits until something holds. Fails at once where it can no longer come, and after `mostMs` whatever happens, with
 * what was seen last: a test never waits in silence for what is already past.
 */
export async function eventually<T>(
  look: () => T | Promise<T>,
  holds: (value: T) => boolean,
  { over = () => null, everyMs = 10, mostMs = 50_000 }: Wait = {},
): Promise<T> {
  const end = performance.now() + mostMs;
  for (;;) {
    // Asked before looking: what came just before the end counts.
    const reason = await over();
    const value = await look();
    if (holds(value)) return value;
    if (reason !== null) throw new Error(`${reason}; last seen: ${JSON.stringify(value)}`);
    if (performance.now() > end)
      throw new Error(`not within ${mostMs / 1000} s; last seen: ${JSON.stringify(value)}`);
    await sleep(everyMs);
  }
}

/** Over once the promise is settled, whichever way. */
export function settling(what: string, promise: Promise<unknown>): Over {
  let end: string | null = null;
  promise.then(
    () => (end = `${what} ended before`),
    (error: unknown) => (end = `${what} failed before: ${String(error)}`),
  );
  return () => end;
}

/** Over where one of the cells failed, or nothing of the notebook is at work any more. */
function cellsOver(
  look: () => Promise<readonly CellState[]>,
  own: (cell: string) => boolean,
): Over {
  let idle = 0;
  return async () => {
    const states = await look();
    const failed = states.find(({ cell, error }) => own(cell) && error !== null);
    if (failed?.error) return `${failed.cell} failed: ${errorText(failed.error, 'en').sentence}`;
    idle = states.some(({ status }) => status === 'running' || status === 'queued') ? 0 : idle + 1;
    // What was asked for may be some moments away from its queue.
    if (idle <= 50) return null;
    return `nothing is at work: ${states.map(({ cell, status }) => `${cell} ${status}`).join(', ')}`;
  };
}

/** Waits until the states of a notebook's cells hold; over where `own` fails, all cells unless told. */
export async function cellStates(
  client: Client,
  id: string,
  holds: (states: readonly CellState[]) => boolean,
  own: (cell: string) => boolean = () => true,
): Promise<readonly CellState[]> {
  const look = async () => (await client.notebook.open({ id })).states;
  const wait = { over: cellsOver(look, own), everyMs: 20, mostMs: Infinity };
  return eventually(look, holds, wait);
}

/** Waits until the state of one cell holds. */
export async function cellState(
  client: Client,
  { id, cell }: { id: string; cell: string },
  holds: (state: CellState) => boolean,
): Promise<CellState> {
  const named = (states: readonly CellState[]): CellState =>
    states.find((state) => state.cell === cell)!;
  return named(
    await cellStates(
      client,
      id,
      (states) => holds(named(states)),
      (other) => other === cell,
    ),
  );
}
