import { describe, expect, it } from 'vitest';
import { buildTextIndex } from '#shared/search/text-index.ts';
import {
  completionsOf,
  frequent,
  typedQueries,
} from '../../../../../src-main/backend/recommend/search/completions.ts';

const titles = ['Oak lamp', 'Oak chair', 'Oak table lamp', 'Orange mat', 'Oatmeal bowl'];
const log = (...lines: [string | null, string][]) =>
  lines.map(([user, query]) => ({ user, query, items: [], time: 0 }));

const stored = async (...lines: [string | null, string][]) => {
  const index = await buildTextIndex(
    titles.length,
    [{ weight: 1, textOf: (at) => titles[at]! }],
    () => Promise.resolve(),
  );
  const queries = typedQueries(log(...lines), index);
  return { ...{ version: 1 as const, ids: [], titles, categories: null, index, queries } };
};

describe('completions', () => {
  it('are what several people typed, the most frequent first, however it was written', async () => {
    const search = await stored(
      ['a', 'oak lamp'],
      ['b', 'Oak  Lamp'],
      ['a', 'oak chair'],
      ['b', 'oak chair'],
      ['c', 'OAK CHAIR '],
    );
    expect(completionsOf(search, 'oak', 2)).toEqual([
      { query: 'oak chair', searches: 3 },
      { query: 'oak lamp', searches: 2 },
    ]);
    expect(frequent(search.queries, 1)).toEqual([{ query: 'oak chair', searches: 3 }]);
  });

  it('give away nothing that one person alone typed, and no slip', async () => {
    const search = await stored(
      ...([
        ['a', 'oak lamp'],
        ['a', 'oak lamp'],
      ] as [string, string][]),
      ...([
        ['a', 'oka'],
        ['b', 'oka'],
      ] as [string, string][]),
    );
    expect(search.queries.text).toEqual([]);
    const unknown = await stored([null, 'oak lamp'], [null, 'oak lamp']);
    expect(unknown.queries.text).toEqual(['oak lamp']);
  });

  it('end the last word as the catalogue has it where nobody typed it, the word of most items first', async () => {
    const search = await stored();
    expect(completionsOf(search, 'blue oa', 5)).toEqual([
      { query: 'blue oak', searches: null },
      { query: 'blue oatmeal', searches: null },
    ]);
    expect(completionsOf(search, 'oak ', 5)).toEqual([]);
    expect(completionsOf(search, '', 5)).toEqual([]);
  });
});
