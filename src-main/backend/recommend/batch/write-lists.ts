import type { BatchOutput } from '#shared/model/cells/batch.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { EngineClient } from '../../engines/index.ts';
import type { TableStore } from '../../storage/index.ts';
import type { Prepared } from '../prepare/index.ts';

export type ListOptions = {
  tables: TableStore;
  prepared: Prepared;
  client: EngineClient;
  model: string;
  top: number;
  seen: boolean;
  exclude: Int32Array;
  signal: AbortSignal;
  progress(done: number, total: number): void;
};

export type Lists = Pick<BatchOutput, 'table' | 'usersWithFewer' | 'shortest'>;

/** Users ranked by one request: their lists are written before the next are made. */
const usersAtOnce = 2048;
const shortestShown = 10;

/** Ranks the catalogue for every user and writes the best as a table. Throws cancelled, engine_*, disk_full. */
export async function writeLists(options: ListOptions): Promise<Lists> {
  const { tables, prepared, client, model, top, seen, exclude, signal } = options;
  const users = prepared.userIds.length;
  const writer = tables.create(listColumns(prepared), { synthetic: prepared.synthetic });
  let usersWithFewer = 0;
  let shortest: Lists['shortest'] = [];
  try {
    for (let first = 0; first < users; first += usersAtOnce) {
      if (signal.aborted) throw new PortraitError('cancelled');
      const count = Math.min(usersAtOnce, users - first);
      const chosen = Int32Array.from({ length: count }, (_, at) => first + at);
      const nothing = new Int32Array(0);
      const ranked = await client.request('recommend.rank', {
        ...{ model, users: chosen, top, seen, exclude, candidates: null },
        relevant: {
          pointer: new Int32Array(count + 1),
          index: nothing,
          value: new Float32Array(0),
        },
      });
      const rows: CellValue[][] = [];
      chosen.forEach((user, at) => {
        const own = rowsOf(prepared, user, ranked, at * top, top);
        rows.push(...own);
        if (own.length === top) return;
        usersWithFewer += 1;
        shortest.push({ user: prepared.userIds[user]!, items: own.length });
      });
      shortest = shortest.toSorted((a, b) => a.items - b.items).slice(0, shortestShown);
      writer.append(rows);
      options.progress(first + count, users);
    }
    return { table: writer.finish(), usersWithFewer, shortest };
  } catch (error) {
    writer.abort();
    throw error;
  }
}

function listColumns({ made: { idTypes } }: Prepared): Column[] {
  return [
    { name: 'user', type: idTypes.user },
    { name: 'rank', type: 'integer' },
    { name: 'item', type: idTypes.item },
    { name: 'title', type: 'text' },
    { name: 'score', type: 'real' },
  ];
}

function rowsOf(
  prepared: Prepared,
  user: number,
  ranked: { top: Int32Array; topScores: Float32Array },
  from: number,
  top: number,
): CellValue[][] {
  const { made, userIds, itemIds, titles } = prepared;
  const rows: CellValue[][] = [];
  for (let place = 0; place < top; place++) {
    const item = ranked.top[from + place]!;
    if (item < 0) break;
    rows.push([
      made.idTypes.user === 'text' ? userIds[user]! : Number(userIds[user]),
      place + 1,
      made.idTypes.item === 'text' ? itemIds[item]! : Number(itemIds[item]),
      titles[item] ?? null,
      ranked.topScores[from + place]!,
    ]);
  }
  return rows;
}
