/**
 * How long the User cell takes on Online Retail with six recommenders, through the same queries the screen asks, and
 * how long lists for all users take: `node test/bench/recommend/user-latency.ts [--json]`. Milliseconds, median and
 * 95th percentile over users; seconds for all.
 */
import { fileURLToPath } from 'node:url';
import { batch } from '#shared/model/cells/batch.ts';
import { user as definition } from '#shared/model/cells/user.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { temporaryBackend } from '../../support/run-notebook.ts';

const rounds = 60;
const file = fileURLToPath(
  new URL('../../../../shared/data/online_retail.csv.gz', import.meta.url),
);
const recommenders = {
  popular: { type: 'popular' },
  itemKnn: { type: 'itemKnn' },
  ease: { type: 'ease', lambda: 500 },
  ials: { type: 'ials', factors: 64, iterations: 5 },
  bpr: { type: 'bpr', factors: 32, epochs: 3 },
  neumf: { type: 'neumf', epochs: 1 },
} as const;
/** Refitted on everything, and then the top 10 of everyone. */
const listed = ['itemKnn', 'ease', 'ials'] as const;
const rules = { top: 10, seen: true, withoutCategories: [] };

type Cell = Notebook['cells'][number];
const cell = (
  id: string,
  kind: string,
  settings: Cell['settings'],
  inputs: Cell['inputs'] = {},
): Cell => ({ id, kind, name: id, settings, inputs, collapsed: false });

const query = `SELECT * FROM data WHERE "CustomerID" IS NOT NULL AND "Quantity" > 0 AND "UnitPrice" > 0 AND "InvoiceNo" NOT LIKE 'C%'`;
const document: Notebook = {
  ...{ format: 'portrait-notebook', version: 1, title: 'User latency', seed: 42 },
  cells: [
    cell('data', 'data', { source: { type: 'file', path: file, name: 'online_retail.csv.gz' } }),
    cell('lines', 'sql', { query, rowLimit: 1_000_000 }, { tables: ['data'] }),
    cell(
      'who',
      'interactions',
      { user: 'CustomerID', item: 'StockCode', time: 'InvoiceDate' },
      { events: ['lines'] },
    ),
    ...Object.entries(recommenders).map(([name, algorithm]) =>
      cell(name, 'recommend', { algorithm: { ...algorithm } }, { interactions: ['who'] }),
    ),
    cell('user', 'user', {}, { recommenders: Object.keys(recommenders) }),
    ...listed.map((name) => cell(`all-${name}`, 'batch', {}, { recommender: [name] })),
  ],
};

const backend = await temporaryBackend();
try {
  const { results } = await backend.run(document);
  const address = results.get('user')!.address;
  const ask = (name: keyof typeof definition.queries, input: object): Promise<unknown> =>
    backend.client.notebook.query({ address, query: name, input: { ...input } });
  const found = definition.queries.search.output.parse(
    await ask('search', { order: 'random', seed: 7, limit: rounds }),
  );
  const ids = found.users.map(({ id }) => id);
  const change = { add: [10], remove: [], attributes: [] };
  const figures = {
    'search by text': await measure(ids, (id) => ask('search', { text: id.slice(1) })),
    'six lists': await measure(ids, (user) => ask('lists', { user, ...rules })),
    'six lists and an explanation (EASE)': await measure(ids, async (user) => {
      const { lists } = definition.queries.lists.output.parse(
        await ask('lists', { user, ...rules }),
      );
      const item = lists[2]!.entries[0]!.item;
      await ask('explain', { user, recommender: 2, item });
    }),
    'what-if, first of a user': await measure(ids, (user) =>
      ask('lists', { user, whatIf: change, ...rules }),
    ),
    'what-if, every further': await measure(ids, (user) =>
      ask('lists', { user, whatIf: { ...change, add: [11, 12] }, ...rules }),
    ),
    'new person with three items': await measure(ids, (_, at) =>
      ask('lists', { user: null, whatIf: { ...change, add: [at, at + 9, at + 99] }, ...rules }),
    ),
  };
  const all = listed.map((name) => {
    const made = batch.output.parse(results.get(`all-${name}`)!.output);
    const { users, outside, readSeconds, refitSeconds, seconds } = made;
    return { name, users, outside, rows: made.table.rows, readSeconds, refitSeconds, seconds };
  });
  if (process.argv.includes('--json')) console.log(JSON.stringify({ ...figures, all }, null, 2));
  else {
    for (const [name, { median, p95 }] of Object.entries(figures))
      console.log(`${name.padEnd(38)} ${median.toFixed(1)} ms (95%: ${p95.toFixed(1)} ms)`);
    for (const { name, users, rows, readSeconds, refitSeconds, seconds } of all)
      console.log(
        `${name}, top 10 of all ${users} users: ${seconds.toFixed(2)} s to rank and write ${rows} rows, ` +
          `after ${readSeconds.toFixed(2)} s of reading and ${refitSeconds.toFixed(2)} s of fitting`,
      );
  }
} finally {
  await backend.close();
}

async function measure(
  ids: readonly string[],
  act: (id: string, at: number) => Promise<unknown>,
): Promise<{ median: number; p95: number }> {
  const times: number[] = [];
  for (const [at, id] of ids.entries()) {
    const started = performance.now();
    await act(id, at);
    // The first loads recommenders and derives what is kept.
    if (at > 0) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  return {
    median: times[Math.floor(times.length / 2)]!,
    p95: times[Math.floor(times.length * 0.95)]!,
  };
}
