import { search, type SearchOutput } from '#shared/model/cells/search.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { cell, notebookOf } from './cells.ts';
import { temporaryBackend } from './run-notebook.ts';

/** The sample shop with its log of searches, a recommender and a Search cell over them. */
export function shopSearch(users: number, seed: number, algorithm: string | null): Notebook {
  const sample = (table: string) =>
    cell(table, 'data', { source: { type: 'sample', table, users, seed, variant: 'clean' } });
  return notebookOf(
    ...['events', 'items', 'users', 'searches'].map(sample),
    cell('who', 'interactions', {}, { events: ['events'], items: ['items'], users: ['users'] }),
    ...(algorithm === null
      ? []
      : [
          cell('taste', 'recommend', { algorithm: { type: algorithm } }, { interactions: ['who'] }),
        ]),
    cell(
      'search',
      'search',
      {},
      {
        ...{ catalogue: ['items'], interactions: ['who'], log: ['searches'] },
        ...(algorithm !== null && { recommender: ['taste'] }),
      },
    ),
  );
}

/** Runs it from the tables to the evaluation. */
export async function runShopSearch(
  users: number,
  seed: number,
  algorithm: string | null,
): Promise<SearchOutput> {
  const backend = await temporaryBackend();
  try {
    const { results } = await backend.run(shopSearch(users, seed, algorithm));
    return search.output.parse(results.get('search')!.output);
  } finally {
    await backend.close();
  }
}
