import { intent, type IntentOutput } from '#shared/model/cells/intent.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { cell, notebookOf } from './cells.ts';
import { temporaryBackend } from './run-notebook.ts';

/** The sample shop's sessions with a Purchase intent cell over them. */
export function shopIntent(users: number, seed: number, settings: object = {}): Notebook {
  const source = { type: 'sample', table: 'sessions', users, seed, variant: 'clean' };
  return notebookOf(
    cell('sessions', 'data', { source }),
    cell('intent', 'intent', { ...settings }, { events: ['sessions'] }),
  );
}

/** Runs it from the table to the evaluation. */
export async function runShopIntent(
  users: number,
  seed: number,
  settings: object = {},
): Promise<IntentOutput> {
  const backend = await temporaryBackend();
  try {
    const { results } = await backend.run(shopIntent(users, seed, settings));
    return intent.output.parse(results.get('intent')!.output);
  } finally {
    await backend.close();
  }
}
