import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaign, type CampaignOutput } from '#shared/model/cells/campaign.ts';
import { profile } from '#shared/model/cells/profile.ts';
import type { Json } from '#shared/model/json.ts';
import { createRandom } from '#shared/random/index.ts';
import { segmentKeys } from '#shared/model/segment-names.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryBackend, type CellResult } from '../support/run-notebook.ts';
import { cellState } from '../support/wait.ts';

const folder = temporaryFolder();
const k = 4;
const [people, items] = [400, 30];
type Event = { user: string; item: string; time: string };
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
let events: Event[];
let output: CampaignOutput;
let results: Map<string, CellResult>;

const priceOf = (item: string): number => 1 + (Number(item.slice(1)) % 7);

/** Two tastes: half of the people take from one half of the catalogue, low numbers more often. */
function makeEvents(): Event[] {
  const random = createRandom(5);
  return Array.from({ length: people * 12 }, () => {
    const user = random.below(people);
    const place = Math.floor((items / 2) * random.next() ** 2);
    const day = random.below(100);
    const time = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
    return { user: `u${user}`, item: `i${(user % 2) * (items / 2) + place}`, time };
  });
}

const list = (input: Json): Json => input;

function notebook(campaigns: Json[], split: Json = { kind: 'time', test: 0.25 }) {
  const file = (name: string) => ({ source: { type: 'file', path: folder.file(name), name } });
  return notebookOf(
    cell('events', 'data', file('events.csv')),
    cell('items', 'data', file('items.csv')),
    cell(
      'log',
      'interactions',
      {
        ...{ user: 'user', item: 'item', time: 'time', split },
        items: { key: 'item', price: 'price', category: 'half' },
      },
      { events: ['events'], items: ['items'] },
    ),
    cell(
      'knn',
      'recommend',
      { algorithm: { type: 'itemKnn', similarity: 'cosine', neighbours: 100, shrink: 0 } },
      { interactions: ['log'] },
    ),
    cell('profile', 'profile', { segments: 2 }, { interactions: ['log'] }),
    cell(
      'campaign',
      'campaign',
      { campaigns, k, contactCost: 0.5, margin: 0.4, resamples: 2000 },
      { recommenders: ['knn'], profile: ['profile'] },
    ),
  );
}

const everyone: Json[] = [
  { list: { type: 'popular' } },
  { list: { type: 'recommender', input: 0 } },
  { list: { type: 'items', items: ['i15', 'i16', 'i17', 'i18'] } },
  { list: { type: 'category', category: 'first' } },
];

beforeAll(async () => {
  backend = await temporaryBackend();
  events = makeEvents();
  const lines = events.map(({ user, item, time }) => `${user},${item},${time}`);
  writeFileSync(folder.file('events.csv'), ['user,item,time', ...lines].join('\n'));
  const catalogue = Array.from({ length: items }, (_, at) => {
    return `i${at},${priceOf(`i${at}`)},${at < items / 2 ? 'first' : 'second'}`;
  });
  writeFileSync(folder.file('items.csv'), ['item,price,half', ...catalogue].join('\n'));
  ({ results } = await backend.run(notebook(everyone)));
  const keys = segmentKeys(profile.output.parse(results.get('profile')?.output));
  const first = [keys[0] ?? ''];
  ({ results } = await backend.run(
    notebook([
      ...everyone,
      { segments: first, list: { type: 'popular' } },
      { segments: first, list: { type: 'category', category: 'first' } },
    ]),
  ));
  output = campaign.output.parse(results.get('campaign')?.output);
}, 120_000);
afterAll(async () => {
  await backend.close();
  folder.remove();
});

/** What people had before the cut and took anew after it, read from the events alone. */
function spans() {
  const cut = Date.parse(output.protocol.cut!);
  const had = new Map<string, Set<string>>();
  const later = new Map<string, Set<string>>();
  const add = (to: typeof had, { user, item }: Event) =>
    to.set(user, (to.get(user) ?? new Set()).add(item));
  for (const event of events) if (Date.parse(event.time) <= cut) add(had, event);
  const known = new Set([...had.values()].flatMap((own) => [...own]));
  for (const event of events)
    if (Date.parse(event.time) > cut && known.has(event.item) && had.has(event.user))
      if (!had.get(event.user)!.has(event.item)) add(later, event);
  return { had, later };
}

/** Purchases of a list that is the same for everyone, by user. */
function takenOf(order: readonly string[]): Map<string, string[]> {
  const { had, later } = spans();
  return new Map(
    [...had].map(([user, own]) => {
      const shown = order.filter((item) => !own.has(item)).slice(0, k);
      return [user, shown.filter((item) => later.get(user)?.has(item) === true)];
    }),
  );
}

function popularity(): string[] {
  const { had } = spans();
  const users = (item: string) => [...had.values()].filter((own) => own.has(item)).length;
  const all = Array.from({ length: items }, (_, at) => `i${at}`);
  const counts = new Map(all.map((item) => [item, users(item)]));
  return all.toSorted((a, b) => counts.get(b)! - counts.get(a)!);
}

const sum = (values: Iterable<number>): number => [...values].reduce((all, one) => all + one, 0);

describe('campaigns on a held-out time span', () => {
  it('reach whoever was known before the cut, and count those who took anything new after it', () => {
    const { had, later } = spans();
    expect(output.campaigns[0]).toMatchObject({ reach: had.size, active: later.size });
    expect(output.protocol).toMatchObject({
      ...{ split: 'time', users: had.size, testUsers: later.size, priced: true },
      testPairs: sum([...later.values()].map((own) => own.size)),
    });
  });

  it('count responses, purchases and revenue as they are counted from the events', () => {
    const orders = [popularity(), null, ['i15', 'i16', 'i17', 'i18'], firstHalf()];
    orders.forEach((order, at) => {
      if (order === null) return;
      const taken = [...takenOf(order).values()];
      const { responders, purchases, money, reach } = output.campaigns[at]!;
      expect(purchases.total.value).toBeCloseTo(sum(taken.map((one) => one.length)), 6);
      const share = taken.filter((one) => one.length > 0).length / reach;
      expect(responders.value).toBeCloseTo(share, 9);
      const revenue = sum(taken.flat().map(priceOf));
      expect(money?.revenue.total.value).toBeCloseTo(revenue, 6);
      expect(money?.profit.total.value).toBeCloseTo(0.4 * revenue - 0.5 * reach, 6);
    });
  });

  it('give intervals as wide as the central limit theorem says', () => {
    const taken = [...takenOf(popularity()).values()].map((one) => one.length);
    const mean = sum(taken) / taken.length;
    const variance = sum(taken.map((one) => (one - mean) ** 2)) / (taken.length - 1);
    const half = 1.96 * Math.sqrt(variance / taken.length);
    const { each } = output.campaigns[0]!.purchases;
    expect(Math.abs((each.high! - each.low!) / (2 * half) - 1)).toBeLessThan(0.08);
  });

  it('pair the difference from most popular over the same people', () => {
    const [popular, knn, fixed] = output.campaigns;
    expect(popular!.overPopular.total).toEqual({ value: 0, low: 0, high: 0 });
    const [own, theirs] = [takenOf(['i15', 'i16', 'i17', 'i18']), takenOf(popularity())];
    const differences = [...own].map(([user, one]) => one.length - theirs.get(user)!.length);
    const mean = sum(differences) / differences.length;
    expect(fixed!.overPopular.each.value).toBeCloseTo(mean, 9);
    const variance = sum(differences.map((one) => (one - mean) ** 2)) / (differences.length - 1);
    const half = 1.96 * Math.sqrt(variance / differences.length);
    const { low, high } = fixed!.overPopular.each;
    expect(Math.abs((high! - low!) / (2 * half) - 1)).toBeLessThan(0.08);
    // Neighbours know the two tastes, the most popular list does not.
    expect(knn!.overPopular.each.low!).toBeGreaterThan(0);
  });

  it('compare a segment with as many people drawn at random, which is nothing for everyone', () => {
    for (const one of output.campaigns.slice(0, 4))
      expect(one.overRandom.each.value).toBeCloseTo(0, 12);
    const { segments } = profile.output.parse(results.get('profile')?.output);
    const [all, of] = [output.campaigns[3]!, output.campaigns[5]!];
    expect(of.reach).toBe(segments[0]!.users);
    expect(of.overRandom.each.value).toBeCloseTo(
      of.purchases.each.value! - all.purchases.each.value!,
      9,
    );
    // The segments are the two tastes: one of them takes what the rule shows, the other never does.
    expect(Math.abs(of.overRandom.each.value!)).toBeGreaterThan(0.1);
    expect(of.overRandom.each.low! * of.overRandom.each.high!).toBeGreaterThan(0);
  });

  it.each([
    ['a split that is no span of time', everyone, { kind: 'last' }, 'campaign_no_time'],
    [
      'a category nobody knows',
      [{ list: list({ type: 'category', category: 'third' }) }],
      undefined,
      'campaign_unknown',
    ],
    [
      'a recommender that is not connected',
      [{ list: list({ type: 'recommender', input: 1 }) }],
      undefined,
      'campaign_no_recommender',
    ],
  ] satisfies [string, Json[], Json | undefined, string][])(
    'refuse %s',
    async (_, campaigns, split, code) => {
      const { client } = backend;
      const { id } = await client.workspace.importNotebook({
        text: JSON.stringify(notebook(campaigns, split)),
      });
      await client.notebook.trust({ id, others: false });
      await client.notebook.open({ id });
      await client.notebook.run({ id, cells: ['campaign'] });
      const { error } = await cellState(
        client,
        { id, cell: 'campaign' },
        ({ status }) => status === 'failed',
      );
      expect(error?.code).toBe(code);
    },
  );
});

function firstHalf(): string[] {
  return popularity().filter((item) => Number(item.slice(1)) < items / 2);
}
