import Database from 'better-sqlite3';
import { search, type SearchAnswer } from '#shared/model/cells/search.ts';
import { createRandom } from '#shared/random/index.ts';
import { QueryMatcher } from '#shared/search/match-query.ts';
import { buildTextIndex } from '#shared/search/text-index.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { temporaryBackend } from '../../support/run-notebook.ts';
import { runShopSearch } from '../../support/shop-search.ts';
import { largeCatalogue, largeNotebook, type LargeItem } from './large.ts';

/**
 * `npm run bench -- search`: BM25 beside SQLite's FTS5 on 100,000 items, scores and time; how long the Search cell takes to
 * answer there, through the backend; and the sample shop's planted log, three seeds. `-- search shop` or `-- search large` for one.
 */
const [only] = process.argv.slice(2);
if (only !== 'shop') await large();
if (only !== 'large') await shop();

async function large(): Promise<void> {
  const catalogue = largeCatalogue();
  const random = createRandom(13);
  const queries = Array.from({ length: 200 }, (_, at) => {
    const words = [...new Set(catalogue[random.below(catalogue.length)]!.title.split(' '))];
    return words.slice(0, 1 + (at % 3)).join(' ');
  });
  // The word of most items, alone and beside another one.
  queries.push('category', `category ${catalogue[0]!.brand}`);
  await throughTheBackend(catalogue, queries);
  await besideFts5(catalogue, queries);
}

async function besideFts5(
  catalogue: readonly LargeItem[],
  queries: readonly string[],
): Promise<void> {
  const db = new Database(':memory:');
  db.exec(`CREATE VIRTUAL TABLE items USING fts5(title, other, tokenize = 'unicode61')`);
  const insert = db.prepare('INSERT INTO items (rowid, title, other) VALUES (?, ?, ?)');
  const other = ({ category, brand }: LargeItem) => `${category} ${brand}`;
  const since = performance.now();
  db.transaction(() => catalogue.forEach((item, at) => insert.run(at, item.title, other(item))))();
  const ftsBuilt = performance.now() - since;
  const began = performance.now();
  const index = await buildTextIndex(
    catalogue.length,
    [
      { weight: 2, textOf: (at) => catalogue[at]!.title },
      { weight: 1, textOf: (at) => other(catalogue[at]!) },
    ],
    () => Promise.resolve(),
  );
  const built = performance.now() - began;
  const matcher = new QueryMatcher(index);
  const select = db.prepare<[string], { at: number; score: number }>(
    'SELECT rowid AS at, -bm25(items, 2.0, 1.0) AS score FROM items WHERE items MATCH ? ORDER BY rowid',
  );
  const top = db.prepare(
    'SELECT rowid FROM items WHERE items MATCH ? ORDER BY bm25(items, 2.0, 1.0) LIMIT 10',
  );
  let [largest, compared] = [0, 0];
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (const query of queries) {
    const match = query.split(' ').join(' AND ');
    const start = performance.now();
    top.all(match);
    const between = performance.now();
    const found = matcher.match(query, false);
    ours.push(performance.now() - between);
    theirs.push(between - start);
    const rows = select.all(match);
    if (rows.length !== found.documents.length) throw new Error(`${query}: other items are found`);
    for (const [at, { at: document, score }] of rows.entries()) {
      if (found.documents[at] !== document) throw new Error(`${query}: other items are found`);
      largest = Math.max(largest, Math.abs(found.scores[at]! - score) / score);
      compared += 1;
    }
  }
  db.close();
  console.log(
    `${catalogue.length} items, ${queries.length} queries, ${compared} scores beside FTS5: largest relative difference ${largest.toExponential(1)}`,
  );
  console.log(
    `  index built in ${(built / 1000).toFixed(1)} s, FTS5's in ${(ftsBuilt / 1000).toFixed(1)} s`,
  );
  console.log(`  a query matched: ${spread(ours)}; FTS5's ten best: ${spread(theirs)}`);
}

async function throughTheBackend(
  catalogue: readonly LargeItem[],
  queries: readonly string[],
): Promise<void> {
  const folder = temporaryFolder();
  const backend = await temporaryBackend();
  try {
    const { results } = await backend.run(largeNotebook(catalogue, (name) => folder.file(name)));
    const { address, output } = results.get('search')!;
    console.log(
      `Search cell, ${search.output.parse(output).items} items: made in ${search.output.parse(output).seconds.toFixed(1)} s`,
    );
    const ask = async (text: string, user: string): Promise<[number, number]> => {
      const start = performance.now();
      const input = { text, user, other: null, top: 10 };
      const answer = (await backend.client.notebook.query({
        address,
        query: 'search',
        input,
      })) as SearchAnswer;
      return [performance.now() - start, answer.milliseconds];
    };
    console.log(
      `  first answer of all (engine started, recommender loaded): ${(await ask('category', 'U1'))[0].toFixed(0)} ms`,
    );
    const first: number[] = [];
    for (let user = 2; user < 12; user += 1) first.push((await ask(queries[user]!, `U${user}`))[0]);
    console.log(`  first answer for a person (all items scored): ${spread(first)}`);
    const asked: [number, number][] = [];
    for (const query of queries) asked.push(await ask(query, 'U2'));
    console.log(
      `  an answer, to and from the backend: ${spread(asked.map(([all]) => all))}; to find and rank: ${spread(asked.map(([, own]) => own))}`,
    );
    const typed: number[] = [];
    for (const query of queries.slice(0, 50))
      for (let at = 2; at <= query.length; at += 1)
        typed.push((await ask(query.slice(0, at), 'U2'))[0]);
    console.log(`  while typing, letter by letter: ${spread(typed)}`);
  } finally {
    await backend.close();
    folder.remove();
  }
}

async function shop(): Promise<void> {
  console.log('Sample shop, 5,000 users, planted log, NDCG@10 on later searches');
  for (const seed of [1, 2, 3]) {
    const { evaluation, seconds, log } = await runShopSearch(5000, seed, 'itemKnn');
    const { all, best, tests, nothing } = evaluation!;
    const figures = Object.entries(all).map(
      ([list, { ndcg }]) => `${list} ${ndcg.value!.toFixed(4)}`,
    );
    const test = tests.find(({ a, b }) => a === 'text' && b === 'personal')!;
    const last = tests.find(({ a, b }) => a === 'popular' && b === 'personal')!;
    console.log(
      `  seed ${seed}, ${log!.test.measured} searches: ${figures.join('  ')}  best ${best!.toFixed(4)} (${((100 * all.personal!.ndcg.value!) / best!).toFixed(0)}%)  ` +
        `p against text ${test.p.toFixed(4)}, against text and popularity ${last.p.toFixed(4)}  nothing found ${(100 * nothing.exact).toFixed(1)}% -> ${(100 * nothing.read).toFixed(1)}%  ${seconds.toFixed(1)} s`,
    );
  }
}

function spread(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  return `median ${at(0.5).toFixed(1)} ms, 95% ${at(0.95).toFixed(1)} ms, most ${sorted.at(-1)!.toFixed(1)} ms`;
}
