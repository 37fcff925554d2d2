import { dayMilliseconds } from '#shared/values/time/index.ts';
import { Sum } from '#shared/statistics/sum.ts';
import type { Prepared } from '../recommend/index.ts';
import { blockOf, type Block, type Measure } from './block.ts';
import { historyOf, lastTime, latest, type History } from './history.ts';

/** Categories with a dimension of their own; the rest is left out. */
const mostCategories = 12;

/** What users did: how much, how recent, how far from the crowd, at what price, and on which categories. */
export function behaviourBlock(prepared: Prepared): Block {
  const measures = behaviourMeasures(prepared);
  return blockOf('behaviour', prepared.learn.users, (user) => historyOf(prepared, user), measures);
}

/** The measures themselves, for any history over the same items; “now” is the latest learnt event. */
export function behaviourMeasures(prepared: Prepared): Measure<History>[] {
  const { learn, prices, timed } = prepared;
  const popularity = new Float64Array(learn.items);
  for (const item of learn.interactions.index) popularity[item]! += 1;
  const now = latest(prepared);
  const days = (from: number, to: number): number => (to - from) / dayMilliseconds;
  return [
    { label: { type: 'items' }, value: ({ items }) => Math.log1p(items.length) },
    ...(timed
      ? ([
          {
            label: { type: 'daysSinceLast' },
            // New events may be later than anything learnt.
            value: (history) => Math.max(0, days(lastTime(history), now)),
          },
          {
            label: { type: 'daysBetween' },
            value: (history) =>
              days(
                mean(history.times, (time) => time),
                lastTime(history),
              ),
          },
        ] satisfies Measure<History>[])
      : []),
    {
      label: { type: 'popularity' },
      value: ({ items }) => mean(items, (item) => Math.log1p(popularity[item]!)),
    },
    ...(prices
      ? ([
          { label: { type: 'price' }, value: ({ items }) => mean(items, (item) => prices[item]!) },
          {
            label: { type: 'spend' },
            value: ({ items }) =>
              Math.log1p(
                Math.max(
                  0,
                  totalOf(items, (item) => prices.at(item) ?? 0),
                ),
              ),
          },
        ] satisfies Measure<History>[])
      : []),
    ...categoryShares(prepared).map(({ category, share }): Measure<History> => ({
      label: { type: 'share', category },
      value: share,
    })),
  ];
}

/** Share of the items of a history in each of the most frequent categories. */
export function categoryShares({ categories, learn }: Prepared): {
  category: string;
  share: (history: Pick<History, 'items'>) => number;
}[] {
  if (categories === null) return [];
  const counts = new Map<string, number>();
  for (const item of learn.interactions.index) {
    const category = categories[item] ?? null;
    if (category !== null) counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostCategories)
    .map(([category]) => ({
      category,
      share: ({ items }) =>
        items.reduce((had, item) => had + (categories[item] === category ? 1 : 0), 0) /
        Math.max(1, items.length),
    }));
}

/** Mean over the values that are there; NaN where none is. */
function mean(list: Int32Array | Float64Array, of: (value: number) => number | null): number {
  const sum = new Sum();
  for (const entry of list) {
    const value = of(entry);
    if (value !== null) sum.add(value);
  }
  return sum.mean() ?? Number.NaN;
}

function totalOf(list: Int32Array, of: (value: number) => number): number {
  const sum = new Sum();
  for (const value of list) sum.add(of(value));
  return sum.total();
}
