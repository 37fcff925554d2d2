import type { SparseRows } from '#shared/engine/recommend.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { EngineClient } from '../../engines/index.ts';
import { rowsOfUsers } from '../interactions/index.ts';
import { rowOf } from '../user/row-of.ts';
import type { TestPart } from './test-part.ts';

export type Ranked = {
  /** Average rank of each held-out item, in the order of the test part. */
  ranks: Float32Array;
  /** Items with the same score as each of them, itself among them. */
  ties: Int32Array;
  /** Items ranked for each user. */
  candidates: Int32Array;
  /** [users, width] best items, -1 where there are fewer. */
  top: Int32Array;
  width: number;
  seconds: number;
};

export type RankOptions = {
  /** Length of the lists that are kept. */
  top: number;
  /** Whether items a user already has are left out. */
  seen: boolean;
  /** Among which items, rows following the test users; null for the whole catalogue. */
  candidates: SparseRows | null;
  /** What users had in the learnt part beside what was learnt, a row for every user there is. */
  had: SparseRows;
  /** Seed of the order of equal items in the lists. */
  tieSeed: number;
  signal: AbortSignal;
  /** Users ranked so far. */
  told(done: number): void;
};

const firstSlice = 64;
/** A slice takes about so long: often enough to tell how far it is, long enough to be fast. */
const sliceSeconds = 0.3;

/** Ranks the held-out items of all test users with a loaded model. Throws cancelled, engine_*. */
export async function rankUsers(
  client: EngineClient,
  model: string,
  { users, relevant }: TestPart,
  { top, seen, candidates, had, tieSeed, signal, told }: RankOptions,
): Promise<Ranked> {
  const ranked: Ranked = {
    ranks: new Float32Array(relevant.index.length),
    ties: new Int32Array(relevant.index.length),
    candidates: new Int32Array(users.length),
    top: new Int32Array(users.length * top),
    width: top,
    seconds: 0,
  };
  const began = performance.now();
  let slice = firstSlice;
  for (let from = 0; from < users.length;) {
    const to = Math.min(users.length, from + slice);
    const since = performance.now();
    const part = await orStop(client, model, signal, {
      users: users.slice(from, to),
      relevant: rowsOf(relevant, from, to),
      candidates: candidates && rowsOf(candidates, from, to),
      ...{ model, top, seen, exclude: new Int32Array() },
      had: rowsOfUsers(users.subarray(from, to), (user) => rowOf(had, user).index),
      tieSeed: tieSeed + from,
    });
    ranked.ranks.set(part.ranks, relevant.pointer[from]);
    ranked.ties.set(part.ties, relevant.pointer[from]);
    ranked.candidates.set(part.candidates, from);
    ranked.top.set(part.top, from * top);
    const seconds = (performance.now() - since) / 1000;
    slice = Math.max(16, Math.min(4 * slice, Math.round((slice * sliceSeconds) / seconds)));
    from = to;
    told(from);
  }
  return { ...ranked, seconds: (performance.now() - began) / 1000 };
}

type RankRequest = Parameters<typeof request>[1];

function request(
  client: EngineClient,
  params: Parameters<typeof client.request<'recommend.rank'>>[1],
): ReturnType<typeof client.request<'recommend.rank'>> {
  return client.request('recommend.rank', params);
}

/** Does not wait for the engine once it is to stop; the engine ends the slice by itself. */
async function orStop(
  client: EngineClient,
  model: string,
  signal: AbortSignal,
  params: RankRequest,
): ReturnType<typeof request> {
  if (signal.aborted) throw new PortraitError('cancelled');
  const stopped = Promise.withResolvers<never>();
  const stop = (): void => {
    stopped.reject(new PortraitError('cancelled'));
    if (client.alive) client.request('recommend.stop', { model }).catch(() => undefined);
  };
  signal.addEventListener('abort', stop, { once: true });
  const answer = request(client, params);
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, stopped.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function rowsOf({ pointer, index, value }: SparseRows, from: number, to: number): SparseRows {
  const [first, last] = [pointer[from]!, pointer[to]!];
  return {
    pointer: pointer.slice(from, to + 1).map((at) => at - first),
    index: index.slice(first, last),
    value: value.slice(first, last),
  };
}
