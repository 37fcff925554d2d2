import type { BatchOutput } from '#shared/model/cells/batch.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { EngineClient } from '../../engines/index.ts';
import type { TableStore } from '../../storage/index.ts';
import type { Prepared } from '../interactions/index.ts';
import {
  listsOfKnown,
  listsOfOthers,
  type ListRules,
  type MadeList,
  type Models,
} from './list-makers.ts';
import { listTable } from './list-table.ts';
import type { Outsider } from './outsiders.ts';
import type { UpdatedUsers } from './updated-users.ts';

export type ListOptions = {
  tables: TableStore;
  prepared: Prepared;
  /** People to serve beside the users learnt from. */
  others: readonly Outsider[];
  updated: UpdatedUsers;
  /** Numbers of the users who get a list; null for everyone. */
  served: readonly number[] | null;
  client: EngineClient;
  models: Models;
  rules: ListRules;
  signal: AbortSignal;
  progress(done: number, total: number): void;
};

export type Lists = Pick<BatchOutput, 'table' | 'lists' | 'usersWithFewer' | 'shortest'>;

/** Users ranked by one request: their lists are written before the next are made. */
const usersAtOnce = 2048;
const shortestShown = 10;

/** Ranks the catalogue for everyone and writes the best as a table. Throws cancelled, engine_*, disk_full. */
export async function writeLists(options: ListOptions): Promise<Lists> {
  const { tables, prepared, others, rules, signal } = options;
  const { userIds } = prepared;
  const served = Int32Array.from(options.served ?? userIds.keys());
  const users = served.length;
  const total = users + others.length;
  const { columns, rowsOf } = listTable(
    prepared,
    others.map(({ id }) => id),
  );
  const writer = tables.create(columns, { synthetic: prepared.synthetic });
  const lists: Lists['lists'] = { fitted: 0, foldedIn: 0, updated: 0, segment: 0, popular: 0 };
  let usersWithFewer = 0;
  let shortest: Lists['shortest'] = [];
  const write = (id: string, list: MadeList): void => {
    writer.append(rowsOf(id, list, list.source));
    lists[list.source] += 1;
    if (list.items.length === rules.top) return;
    usersWithFewer += 1;
    shortest.push({ user: id, items: list.items.length });
  };
  try {
    for (const { first, count } of slices(users)) {
      if (signal.aborted) throw new PortraitError('cancelled');
      const chosen = served.subarray(first, first + count);
      const made = await listsOfUsers(options, chosen);
      made.forEach((list, at) => write(userIds[chosen[at]!]!, list));
      shortest = shortestOf(shortest);
      options.progress(first + count, total);
    }
    for (const { first, count } of slices(others.length)) {
      if (signal.aborted) throw new PortraitError('cancelled');
      const chosen = others.slice(first, first + count);
      const made = await listsOfOthers(options, chosen);
      made.forEach((list, at) => write(chosen[at]!.id, list));
      shortest = shortestOf(shortest);
      options.progress(users + first + count, total);
    }
    return { table: writer.finish(), lists, usersWithFewer, shortest };
  } catch (error) {
    writer.abort();
    throw error;
  }
}

/** In the order of the users; those with new events go by these. */
async function listsOfUsers(options: ListOptions, users: Int32Array): Promise<MadeList[]> {
  const { updated } = options;
  const folded = [...users].filter((user) => updated.has(user));
  if (folded.length === 0) return listsOfKnown(options, users);
  const people = folded.map((user) => ({ input: updated.get(user)!, isUpdated: true }));
  const others = await listsOfOthers(options, people);
  const byUser = new Map(folded.map((user, at) => [user, others[at]!]));
  const known = users.filter((user) => !updated.has(user));
  const fitted = await listsOfKnown(options, known);
  known.forEach((user, at) => byUser.set(user, fitted[at]!));
  return Array.from(users, (user) => byUser.get(user)!);
}

function* slices(total: number): Iterable<{ first: number; count: number }> {
  for (let first = 0; first < total; first += usersAtOnce)
    yield { first, count: Math.min(usersAtOnce, total - first) };
}

function shortestOf(found: Lists['shortest']): Lists['shortest'] {
  return found.toSorted((a, b) => a.items - b.items).slice(0, shortestShown);
}
