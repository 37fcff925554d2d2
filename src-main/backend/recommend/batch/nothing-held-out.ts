import { prepare, type Prepared, type PrepareContext } from '../interactions/index.ts';

/**
 * The same interactions with nothing held out: read anew from the tables they came from, so that users and items which
 * had events in the test part only are there too. Throws what `prepare` throws, and `not_found` for a table that is gone.
 */
export async function withNothingHeldOut(
  prepared: Prepared,
  context: Omit<PrepareContext, 'progress'> & { progress(done: number, total: number): void },
): Promise<Prepared> {
  if (prepared.split === 'none') return prepared;
  const { tables: ids, settings } = prepared.made;
  const table = (id: string | null) => (id === null ? null : context.tables.info(id));
  const events = context.tables.info(ids.events);
  const again = await prepare(
    {
      events,
      users: table(ids.users),
      items: table(ids.items),
      friends: table(ids.friends),
      test: table(ids.test),
    },
    { ...settings, split: { ...settings.split, kind: 'none' } },
    { ...context, progress: (done) => context.progress(done, events.rows) },
  );
  return again.prepared;
}
