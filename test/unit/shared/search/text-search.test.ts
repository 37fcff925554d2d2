import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { editDistance } from '#shared/search/edit-distance.ts';
import { QueryMatcher, wordParts } from '#shared/search/match-query.ts';
import { plainQuery, searchWords } from '#shared/search/search-words.ts';
import { buildTextIndex, type TextIndex } from '#shared/search/text-index.ts';

const indexOf = (titles: readonly string[], others?: readonly string[]): Promise<TextIndex> =>
  buildTextIndex(
    titles.length,
    [
      { weight: 2, textOf: (at) => titles[at]! },
      ...(others ? [{ weight: 1, textOf: (at: number) => others[at]! }] : []),
    ],
    () => Promise.resolve(),
  );

const found = (index: TextIndex, query: string, open = false) => {
  const matched = new QueryMatcher(index).match(query, open);
  return { ...matched, at: Array.from(matched.documents) };
};

describe('BM25 scores', () => {
  const words = ['oak', 'lamp', 'blue', 'chair', 'red', 'desk', 'café', 'tea', 'wool', 'mat'];
  const random = createRandom(3);
  const draw = (most: number): string =>
    Array.from({ length: 1 + random.below(most) }, () => {
      // Rare words at the end of the list, so that some stand in more than half of the documents.
      return words[Math.floor(words.length * random.next() ** 3)]!;
    }).join(' ');
  const titles = Array.from({ length: 400 }, () => draw(6));
  const others = Array.from({ length: 400 }, () => draw(12));

  it.each(['oak', 'wool mat', 'tea cafe', 'desk lamp chair', 'blue mat red'])(
    'are those of SQLite FTS5 with columns weighted 2 and 1: %s',
    async (query) => {
      const db = new Database(':memory:');
      db.exec(`CREATE VIRTUAL TABLE items USING fts5(title, other, tokenize = 'unicode61')`);
      const insert = db.prepare('INSERT INTO items (rowid, title, other) VALUES (?, ?, ?)');
      titles.forEach((title, at) => insert.run(at, title, others[at]));
      const rows = db
        .prepare<[string], { at: number; score: number }>(
          'SELECT rowid AS at, -bm25(items, 2.0, 1.0) AS score FROM items WHERE items MATCH ? ORDER BY rowid',
        )
        .all(query.split(' ').join(' AND '));
      db.close();
      const ours = found(await indexOf(titles, others), query);
      expect(rows.length).toBeGreaterThan(3);
      expect(ours.at).toEqual(rows.map(({ at }) => at));
      for (const [at, { score }] of rows.entries()) expect(ours.scores[at]).toBeCloseTo(score, 9);
    },
  );

  it('are the same whatever was asked before, and where several words are begun', async () => {
    const index = await indexOf(titles, others);
    const matcher = new QueryMatcher(index);
    for (const query of [
      'oak',
      'wool mat blue oak',
      'nothing oak',
      'ca',
      'wool ca',
      'tea lamp mat chair red desk wool',
    ])
      for (const open of [true, false]) {
        const { documents, scores } = matcher.match(query, open);
        const fresh = found(index, query, open);
        expect(Array.from(documents)).toEqual(fresh.at);
        expect(scores).toEqual(fresh.scores);
        for (const [at, document] of documents.entries()) {
          const parts = wordParts(index, fresh.words, document);
          expect(parts).toHaveLength(fresh.held);
          expect(parts.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(scores[at]!, 12);
        }
      }
  });

  it('are the sum of what each word gives', async () => {
    const index = await indexOf(titles, others);
    const { at, scores, words: typed } = found(index, 'wool mat');
    for (const [place, document] of at.entries()) {
      const parts = wordParts(index, typed, document);
      expect(parts).toHaveLength(2);
      expect(parts.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(scores[place]!, 12);
    }
  });
});

describe('what is typed', () => {
  const titles = [
    'Oak table lamp',
    'Recycled teapot',
    'Strategy board game',
    '红色连衣裙夏季新款',
    '蓝色牛仔裤 男',
    'iPhone 15 手机壳',
    'Café au lait bowl',
  ];

  it('finds a word whose end is missing while it is typed, and not once it is ended', async () => {
    const index = await indexOf(titles);
    expect(found(index, 'tea', true).at).toEqual([1]);
    expect(found(index, 'tea ', true).at).toEqual([]);
    expect(found(index, 'tea', false).at).toEqual([]);
  });

  it.each([
    ['recylced', 1],
    ['tepot', 1],
    ['strategyy gmae', 2],
    ['lampp', 0],
  ])('finds what was meant by %s', async (query, at) => {
    expect(found(await indexOf(titles), query).at).toEqual([at]);
  });

  it('reads no word as another one that is far from it, nor a number', async () => {
    const index = await indexOf([...titles, 'Model 1500']);
    expect(found(index, 'zzzzz').at).toEqual([]);
    expect(found(index, '1501').at).toEqual([]);
  });

  it.each([
    ['连衣裙', 3],
    ['牛仔裤', 4],
    ['手机壳', 5],
    ['ｉＰｈｏｎｅ', 5],
    ['cafe', 6],
    ['CAFÉ', 6],
  ])('cuts Chinese into words and folds width, case and accents: %s', async (query, at) => {
    expect(found(await indexOf(titles), query).at).toEqual([at]);
  });

  it('takes those with most of the words where none has all', async () => {
    const index = await indexOf(['oak lamp', 'oak chair', 'blue mat']);
    expect(found(index, 'oak lamp mat').at).toEqual([0]);
    expect(found(index, 'nonsuchword lamp').at).toEqual([0]);
    expect(found(index, '').at).toEqual([]);
    expect(found(index, '  !? ').at).toEqual([]);
  });

  it('is counted alike however it is written', () => {
    expect(plainQuery('  Oak   LAMP ')).toBe('oak lamp');
    expect(searchWords('Pell & Co')).toEqual(['pell', 'co']);
    expect(searchWords('连衣裙 red')).toContain('red');
  });
});

describe('editDistance', () => {
  it.each([
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
    ['teapot', 'teapto', 1],
    ['a', 'a', 0],
    ['', 'abc', 3],
  ])('of %s and %s is %i, as optimal string alignment has it', (a, b, distance) => {
    expect(editDistance(a, b, 5)).toBe(distance);
    expect(editDistance(b, a, 5)).toBe(distance);
  });

  it('gives up beyond the most that is asked for', () => {
    expect(editDistance('kitten', 'sitting', 1)).toBe(2);
  });
});
