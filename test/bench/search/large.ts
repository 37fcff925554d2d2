import { writeFileSync } from 'node:fs';
import { createRandom } from '#shared/random/index.ts';
import { cell, notebookOf } from '../../support/cells.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';

export const items = 100_000;
const users = 20_000;
const eventsEach = 12;

const syllables =
  'ba be bo da de do fa ga go ka ke ko la le lo ma me mo na ne no pa ra sa so ta to va'.split(' ');
const brands = 400;
const categories = 40;

/** A made-up word for a number, the same each time. */
function wordOf(number: number): string {
  let [left, word] = [number + syllables.length, ''];
  for (; left > 0; left = Math.floor(left / syllables.length))
    word += syllables[left % syllables.length];
  return word;
}

export type LargeItem = { id: string; title: string; category: string; brand: string };

/** A catalogue whose words fall off as in language: a few in thousands of titles, most in a handful. */
export function largeCatalogue(): LargeItem[] {
  const random = createRandom(11);
  const draw = () => wordOf(Math.floor(20_000 ** random.next()));
  return Array.from({ length: items }, (_, at) => ({
    id: `I${at}`,
    title: Array.from({ length: 3 + random.below(6) }, draw).join(' '),
    category: `category ${wordOf(random.below(categories))}`,
    brand: wordOf(5000 + random.below(brands)),
  }));
}

/** The catalogue as a notebook: items, events that follow a user's categories, a recommender and a Search cell. */
export function largeNotebook(
  catalogue: readonly LargeItem[],
  file: (name: string) => string,
): Notebook {
  const random = createRandom(12);
  const byCategory = [...Map.groupBy(catalogue.keys(), (at) => catalogue[at]!.category).values()];
  const rows = Array.from({ length: users }, (_, user) => {
    const own = [random.below(byCategory.length), random.below(byCategory.length)];
    return Array.from({ length: eventsEach }, () => {
      const some = byCategory[own[random.below(2)]!]!;
      const item = some[Math.floor(some.length * random.next() ** 3)]!;
      return `U${user},I${item},2024-${String(1 + random.below(12)).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}\n`;
    }).join('');
  });
  writeFileSync(file('events.csv'), `user_id,item_id,time\n${rows.join('')}`);
  const lines = catalogue.map((one) => `${one.id},${one.title},${one.category},${one.brand}\n`);
  writeFileSync(file('items.csv'), `item_id,title,category,brand\n${lines.join('')}`);
  const table = (name: string) =>
    cell(name, 'data', {
      source: { type: 'file', path: file(`${name}.csv`), name: `${name}.csv` },
    });
  return notebookOf(
    ...[table('events'), table('items')],
    cell(
      'who',
      'interactions',
      {
        user: 'user_id',
        item: 'item_id',
        time: 'time',
        items: { key: 'item_id', title: 'title', category: 'category', untried: true },
      },
      { events: ['events'], items: ['items'] },
    ),
    cell(
      'taste',
      'recommend',
      { algorithm: { type: 'ials', factors: 16, iterations: 3 } },
      { interactions: ['who'] },
    ),
    cell(
      'search',
      'search',
      {},
      { catalogue: ['items'], interactions: ['who'], recommender: ['taste'] },
    ),
  );
}
