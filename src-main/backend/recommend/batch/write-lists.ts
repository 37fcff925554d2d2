import type { BatchOutput } from '#shared/model/cells/batch.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { EngineClient } from '../../engines/index.ts';
import type { TableStore } from '../../storage/index.ts';
import type { Prepared } from '../prepare/index.ts';
import {
  listsOfKnown,
  listsOfOthers,
  type ListRules,
  type MadeList,
  type Models,
} from './list-makers.ts';
import { listTable } from './list-table.ts';
import type { Outsider } from './outsiders.ts';

export type ListOptions = {
  tables: TableStore;
  prepared: Prepared;
  /** People to serve beside the users learnt from. */
  others: readonly Outsider[];
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
  const users = prepared.userIds.length;
  const total = users + others.length;
  const { columns, rowsOf } = listTable(
    prepared,
    others.map(({ id }) => id),
  );
  const writer = tables.create(columns, { synthetic: prepared.synthetic });
  const lists: Lists['lists'] = { fitted: 0, foldedIn: 0, segment: 0, popular: 0 };
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
      const chosen = Int32Array.from({ length: count }, (_, at) => first + at);
      const made = await listsOfKnown(options, chosen);
      made.forEach((list, at) => write(prepared.userIds[first + at]!, list));
      shortest = shortestOf(shortest);
      options.progress(first + count, total);
    }
    for (const { first, count } of slices(others.length)) {
      if (signal.aborted) throw new PortraitError('cancelled');
      const chosen = others.slice(first, first + count);
      const made = await listsOfOthers(
        options,
        chosen.map(({ input }) => input),
      );
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

function* slices(total: number): Iterable<{ first: number; count: number }> {
  for (let first = 0; first < total; first += usersAtOnce)
    yield { first, count: Math.min(usersAtOnce, total - first) };
}

function shortestOf(found: Lists['shortest']): Lists['shortest'] {
  return found.toSorted((a, b) => a.items - b.items).slice(0, shortestShown);
}
