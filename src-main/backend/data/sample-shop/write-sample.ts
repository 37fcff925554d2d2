import type { DataSource } from '#shared/model/cells/data.ts';
import type { CellValue, TableInfo } from '#shared/model/table.ts';
import { createPacer } from '../../lib/index.ts';
import type { TableStore } from '../../storage/index.ts';
import { fieldTable, isField } from '../sample-fields/index.ts';
import { BestAchievable } from './label.ts';
import { messyTable } from './messy.ts';
import { BestSearch, searchesTable } from './searches.ts';
import { sessionsTable, type BestIntent } from './sessions.ts';
import { SampleShop } from './shop.ts';
import { eventsTable, friendsTable, itemsTable, usersTable, type SampleTable } from './tables.ts';

export type SampleSource = Extract<DataSource, { type: 'sample' }>;
export type SampleResult = {
  table: TableInfo;
  /** For users: what a model that knew the planted probabilities would reach on the label. */
  bestAchievable: { accuracy: number; auc: number } | null;
  /** For searches: what a ranking that knew the planted intents would reach. */
  bestSearch: { ndcg: number } | null;
  /** For sessions: ROC AUC of the planted probabilities of a purchase. */
  bestIntent: { half: number; end: number } | null;
};

const rowsAtOnce = 1000;

/** Writes one table of the sample shop, labelled synthetic, a little at a time. Throws cancelled. */
export async function writeSample(
  tables: TableStore,
  source: SampleSource,
  options: { signal?: AbortSignal; onProgress?: (done: number, total: number) => void } = {},
): Promise<SampleResult> {
  const shop = new SampleShop(source);
  const best = new BestAchievable();
  const bestSearch = new BestSearch();
  const bestIntent = { half: new BestAchievable(), end: new BestAchievable() };
  const clean = sampleTable(shop, source.table, { best, bestSearch, bestIntent });
  const table =
    source.variant === 'messy' && !isField(source.table)
      ? messyTable(shop, source.table, clean)
      : clean;
  const pause = createPacer(options.signal);
  const writer = tables.create(table.columns, { synthetic: true });
  try {
    let rows: CellValue[][] = [];
    for (let unit = 0; unit < table.units; unit += 1) {
      for (const row of table.rows(unit)) rows.push(row);
      if (rows.length >= rowsAtOnce || unit + 1 === table.units) {
        writer.append(rows);
        rows = [];
        options.onProgress?.(unit + 1, table.units);
      }
      await pause();
    }
    const info = writer.finish();
    return {
      table: info,
      bestAchievable: plants(source.table) ? best.result() : null,
      bestSearch: bestSearch.result(),
      bestIntent:
        source.table === 'sessions'
          ? { half: bestIntent.half.result().auc, end: bestIntent.end.result().auc }
          : null,
    };
  } catch (error) {
    writer.abort();
    throw error;
  }
}

/** Whether a table has a yes-or-no label drawn from a known chance. */
const plants = (name: SampleSource['table']): boolean =>
  name === 'users' || (isField(name) && name !== 'stock');

function sampleTable(
  shop: SampleShop,
  name: SampleSource['table'],
  best: { best: BestAchievable; bestSearch: BestSearch; bestIntent: BestIntent },
): SampleTable {
  if (isField(name)) return fieldTable(name, { rows: shop.users, seed: shop.seed }, best.best);
  if (name === 'users') return usersTable(shop, best.best);
  if (name === 'items') return itemsTable(shop);
  if (name === 'searches') return searchesTable(shop, best.bestSearch);
  if (name === 'sessions') return sessionsTable(shop, best.bestIntent);
  return name === 'events' ? eventsTable(shop) : friendsTable(shop);
}
