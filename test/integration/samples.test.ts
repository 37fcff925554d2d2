import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batch } from '#shared/model/cells/batch.ts';
import { compare } from '#shared/model/cells/compare.ts';
import { explain } from '#shared/model/cells/explain.ts';
import { search } from '#shared/model/cells/search.ts';
import { resultsFile } from '#shared/model/results/results-file.ts';
import { plantedLines, plantedTastes, type PlantedTastes } from '../bench/recommend/planted.ts';
import { temporaryFolder } from '../support/folder.ts';
import { start } from '../support/program.ts';
import { sharedData } from '../support/shared-data.ts';

const samples = fileURLToPath(new URL('../../samples/', import.meta.url));
let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

async function headless(sample: string, ...args: string[]) {
  const out = folder.file(crypto.randomUUID());
  const run = await start('hosts/cli/main.ts', [
    ...['run', `${samples}${sample}`, '--out', out],
    ...args,
  ]).ended;
  const results = resultsFile.parse(JSON.parse(readFileSync(`${out}/results.json`, 'utf8')));
  const outputs = (kind: string): unknown =>
    results.cells.find((cell) => cell.kind === kind)?.outputs;
  return { ...run, results, outputs };
}

let planted: Promise<PlantedTastes> | undefined;
/** Fitted and compared once. */
const tastes = (): Promise<PlantedTastes> => (planted ??= plantedTastes());

/** NDCG@10 of the best recommender of a comparison, and of most popular, which comes first. */
function bestAndPopular(output: unknown): { best: number; popular: number } {
  const found = compare.output
    .parse(output)
    .recommenders.map(({ atK }) => atK.find(({ k }) => k === 10)!.metrics.ndcg.value!);
  return { best: Math.max(...found), popular: found[0]! };
}

describe('the notebook “Recommend on the sample shop”', () => {
  it.each(['recommend-sample-shop.json', 'recommend-sample-shop.zh-CN.json'])(
    'runs without a window: %s',
    async (name) => {
      const { code, results, outputs } = await headless(name);
      expect(code).toBe(0);
      expect(results.succeeded).toBe(true);
      const { table, users, outside, top } = batch.output.parse(outputs('batch'));
      expect(table.rows).toBe((users + outside) * top);
    },
  );

  it('finds the planted tastes: every figure below the best achievable one, the best well above most popular', async () => {
    const planted = await tastes();
    console.log(plantedLines(planted).join('\n'));
    expect(planted.compared).toBe(planted.testUsers);
    const popular = planted.recommenders.find(({ name }) => name === 'Most popular')!;
    // Counted here and ranked by the engine: ties aside, the same list.
    expect(popular.ndcg).toBeCloseTo(planted.popular, 2);
    for (const { ndcg } of planted.recommenders) expect(ndcg).toBeLessThan(planted.ndcg);
    const best = Math.max(...planted.recommenders.map(({ ndcg }) => ndcg));
    expect((best - popular.ndcg) / (planted.ndcg - popular.ndcg)).toBeGreaterThan(0.25);
  });

  it('tells the figures in its notes as they are', async () => {
    const { ndcg, popular } = await tastes();
    for (const name of ['recommend-sample-shop.json', 'recommend-sample-shop.zh-CN.json']) {
      const text = readFileSync(`${samples}${name}`, 'utf8');
      expect(text).toContain(ndcg.toFixed(3));
      expect(text).toContain(popular.toFixed(3));
    }
  });
});

describe('the notebook “From the raw table to a recommendation”', () => {
  it.each(['raw-to-recommendation.json', 'raw-to-recommendation.zh-CN.json'])(
    'leads without a window from the raw table to what a model goes by and a list: %s',
    async (name) => {
      const { code, results, outputs } = await headless(name);
      expect(code).toBe(0);
      expect(results.succeeded).toBe(true);
      const { importance } = explain.output.parse(outputs('explain'));
      expect(importance.score).toBeGreaterThan(0.55);
      expect(importance.columns.length).toBeGreaterThanOrEqual(4);
      const { best, popular } = bestAndPopular(outputs('compare'));
      expect(best).toBeGreaterThan(popular);
    },
  );
});

describe('the notebook “Search in the sample shop”', () => {
  it.each(['search-sample-shop.json', 'search-sample-shop.zh-CN.json'])(
    'runs, and puts what people meant nearer to the top than text alone (%s)',
    async (name) => {
      const { code, outputs } = await headless(name);
      expect(code).toBe(0);
      const { evaluation } = search.output.parse(outputs('search'));
      const { all, best } = evaluation!;
      expect(all.personal!.ndcg.value!).toBeGreaterThan(all.text!.ndcg.value! + 0.05);
      expect(all.personal!.ndcg.value!).toBeGreaterThan(0.85 * best!);
    },
  );
});

describe('the notebook “Your own purchase log”', () => {
  it('runs as it is, on the sample shop', async () => {
    const { code } = await headless('your-purchase-log.json');
    expect(code).toBe(0);
  });

  it('runs in Chinese, too', async () => {
    const { code } = await headless('your-purchase-log.zh-CN.json');
    expect(code).toBe(0);
  });

  it('runs on Online Retail, invoices recognised, and beats most popular', async (context) => {
    const file = sharedData('online_retail.csv.gz');
    if (file === undefined) return context.skip();
    const { code, outputs } = await headless(
      'your-purchase-log.json',
      ...['--data', `Purchases=${file}`],
    );
    expect(code).toBe(0);
    const { best, popular } = bestAndPopular(outputs('compare'));
    expect(best).toBeGreaterThan(2 * popular);
    const { users, leftOut } = batch.output.parse(outputs('batch'));
    // Customers of whose purchases something is left once cancellations are taken off.
    expect(users).toBe(4326);
    expect(leftOut.alreadyHad).toBeGreaterThan(250_000);
  });

  it('runs on Complete Journey, transactions recognised', async (context) => {
    const file = sharedData('completejourney/transactions_sample.csv');
    if (file === undefined) return context.skip();
    const { code, outputs } = await headless(
      'your-purchase-log.json',
      ...['--data', `Purchases=${file}`],
    );
    expect(code).toBe(0);
    const { users, items } = batch.output.parse(outputs('batch'));
    expect(users).toBeGreaterThan(2300);
    expect(items).toBeGreaterThan(18_000);
  });
});
