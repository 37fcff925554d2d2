import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { ColumnChoice } from '#shared/model/cells/data.ts';
import { filePresets, proposePresets, readAsProposed } from '#shared/model/file-presets/index.ts';
import { interactionPreset } from '#shared/model/interaction-presets.ts';
import { openDatasets } from '../../../../../src-main/backend/data/index.ts';
import { importBench } from '../../../../support/import-text.ts';

const bench = importBench();
afterAll(() => bench.close());

/** Choices at their places. */
function spread(choices: readonly ColumnChoice[]): Partial<ColumnChoice>[] {
  return Array.from(
    { length: Math.max(0, ...choices.map(({ index }) => index + 1)) },
    (_, index) => choices.find((one) => one.index === index) ?? {},
  );
}

/** Imports a file as the import dialog proposes to: looked at as it stands, then read by the likeliest preset. */
async function asProposed(name: string, content: string | Uint8Array) {
  const reading = await readAsProposed(name, (options, choices) =>
    bench.preview(content, { options, columns: spread(choices) }),
  );
  const { preset, options, columns } = reading;
  if (preset === null) throw new Error(`nothing is proposed for ${name}`);
  const loaded = await bench.load(content, { options, columns: spread(columns) });
  const described = loaded.table.columns.map((column) => `${column.name} ${column.type}`);
  return { preset: preset.id, ...loaded, described };
}

const ratings = ['user_id text', 'item_id text', 'rating real', 'timestamp integer'];

describe('files of MovieLens', () => {
  it('names and types u.data', async () => {
    const text = '196\t242\t3\t881250949\n186\t302\t3\t891717742\n22\t377\t1\t878887116\n';
    const { preset, described, rows } = await asProposed('u.data', text);
    expect([preset, described]).toEqual(['movielens-100k/data', ratings]);
    expect(rows[0]).toEqual(['196', '242', 3, 881250949]);
  });

  it('names and types u.user, keeping postal codes', async () => {
    const text = '1|24|M|technician|85711\n2|53|F|other|94043\n3|23|M|writer|02138\n';
    const { preset, described, rows } = await asProposed('u.user', text);
    expect(preset).toBe('movielens-100k/user');
    expect(described.slice(0, 2)).toEqual(['user_id text', 'age integer']);
    expect(rows[2]).toEqual(['3', 23, 'M', 'writer', '02138']);
  });

  it('reads u.item in Latin-1, with dates and a column per genre', async () => {
    const flags = (...set: number[]): string =>
      Array.from({ length: 19 }, (_, at) => (set.includes(at) ? '1' : '0')).join('|');
    const lines = [
      `1|Toy Story (1995)|01-Jan-1995||http://us.imdb.com/M/title-exact?Toy|${flags(3, 4, 5)}`,
      `267|unknown||||${flags(0)}`,
      `1633|\xc1 köldum klaka (Cold Fever) (1994)|08-Mar-1996||http://x|${flags(5, 8)}`,
      `542|Pocahontas "quoted" (1995)|01-Jan-1995||http://y|${flags(3, 4, 12, 14)}`,
    ];
    const { preset, table, described, rows } = await asProposed(
      'u.item',
      Buffer.from(lines.join('\n'), 'latin1'),
    );
    expect(preset).toBe('movielens-100k/item');
    expect(table.columns).toHaveLength(24);
    expect(described.slice(0, 3)).toEqual(['item_id text', 'title text', 'release_date date']);
    expect(described.slice(5, 7)).toEqual(['unknown boolean', 'Action boolean']);
    expect(rows[0]?.slice(0, 3)).toEqual(['1', 'Toy Story (1995)', '1995-01-01']);
    expect(rows[1]?.slice(0, 6)).toEqual(['267', 'unknown', null, null, null, 1]);
    expect(rows[2]?.[1]).toBe('Á köldum klaka (Cold Fever) (1994)');
    expect(rows[3]?.[1]).toBe('Pocahontas "quoted" (1995)');
  });

  it('reads the three .dat files with their double colons', async () => {
    const rated = await asProposed('ratings.dat', '1::1193::5::978300760\n1::661::3::978302109\n');
    expect([rated.preset, rated.described]).toEqual(['movielens-1m/ratings', ratings]);
    expect(rated.rows[1]).toEqual(['1', '661', 3, 978302109]);
    const users = await asProposed('users.dat', '1::F::1::10::48067\n2::M::56::16::02460\n');
    expect(users.rows[1]).toEqual(['2', 'M', '56', '16', '02460']);
    const movies = await asProposed(
      'movies.dat',
      "1::Toy Story (1995)::Animation|Children's|Comedy\n2::Alien: Resurrection (1997)::Sci-Fi\n",
    );
    expect(movies.described).toEqual(['item_id text', 'title text', 'genres text']);
    expect(movies.rows[1]).toEqual(['2', 'Alien: Resurrection (1997)', 'Sci-Fi']);
  });

  it('tells the two kinds of ratings.csv apart by their header', async () => {
    const lens = await asProposed('ratings.csv', 'userId,movieId,rating,timestamp\n1,7,4.5,964\n');
    expect(lens.preset).toBe('movielens-latest/ratings');
    expect(lens.rows[0]).toEqual(['1', '7', 4.5, 964]);
    const packed = gzipSync('user_id,book_id,rating\n1,258,5\n2,4081,4\n');
    const books = await asProposed('ratings.csv.gz', packed);
    expect(books.preset).toBe('goodbooks/ratings');
    expect(books.rows[1]).toEqual(['2', '4081', 4]);
  });
});

describe('files of libraries', () => {
  it('takes names and types out of RecBole’s header', async () => {
    const text =
      'user_id:token\titem_id:token\trating:float\ttimestamp:float\n007\t7\t3\t881250949\n7\t07\t4\t891717742\n';
    const { preset, described, rows } = await asProposed('ml-100k.inter', text);
    expect(preset).toBe('recbole');
    expect(described).toEqual([...ratings.slice(0, 3), 'timestamp real']);
    expect(rows).toEqual([
      ['007', '7', 3, 881250949],
      ['7', '07', 4, 891717742],
    ]);
    const items = await asProposed(
      'ml-100k.item',
      'item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq\tv:float_seq\n1\tToy Story\t1995\tAnimation Comedy\t.1 .2\n2\t"Heat\t1995\tCrime\t.3 .4\n',
    );
    expect(items.described.map((one) => one.split(' ')[0])).toEqual([
      ...['item_id', 'movie_title', 'release_year', 'class', 'v'],
    ]);
    expect(items.types.every((type) => type === 'text' || type === 'category')).toBe(true);
    expect(items.rows[1]).toEqual(['2', '"Heat', '1995', 'Crime', '.3 .4']);
  });

  it('reads NCF’s ratings, and its test lists as one row a user', async () => {
    const rated = await asProposed(
      'ml-1m.train.rating',
      '0\t32\t4\t978824330\n0\t34\t4\t978824330\n',
    );
    expect([rated.preset, rated.described]).toEqual(['ncf/rating', ratings]);
    const lists = await asProposed(
      'ml-1m.test.negative',
      '(0,25)\t1064\t174\t2791\n(1,133)\t1072\t3154\n',
    );
    expect(lists.preset).toBe('ncf/negative');
    expect(lists.described).toEqual(['user_id text', 'item_id text', 'negatives text']);
    expect(lists.rows).toEqual([
      ['0', '25', '1064|174|2791'],
      ['1', '133', '1072|3154'],
    ]);
  });

  it('names the line of a test list that does not begin with a pair', async () => {
    const broken = '(0,25)\t1064\n0\t25\t3\n';
    await expect(bench.load(broken)).rejects.toMatchObject({
      code: 'file_value',
      params: { line: 2, value: '0' },
    });
  });
});

describe('sessions of OTTO', () => {
  const line = (session: number, ...events: [number, number, string][]): string =>
    JSON.stringify({ session, events: events.map(([aid, ts, type]) => ({ aid, ts, type })) });
  const text = [
    line(12899779, [59625, 1661724000278, 'clicks'], [59625, 1661724058352, 'carts']),
    line(12899780, [1142000, 1661724000378, 'orders']),
    line(12899781),
  ].join('\n');

  it('become one row an event', async () => {
    const { preset, described, rows } = await asProposed('otto-recsys-train.jsonl', text);
    expect(preset).toBe('otto');
    expect(described).toEqual(['session text', 'aid text', 'ts integer', 'type category']);
    expect(rows).toEqual([
      ['12899779', '59625', 1661724000278, 'clicks'],
      ['12899779', '59625', 1661724058352, 'carts'],
      ['12899780', '1142000', 1661724000378, 'orders'],
      // A session without events is not lost without a word: it shows as missing.
      ['12899781', null, null, null],
    ]);
  });

  it('stay one row a session where nothing else is asked for, and say which lists there are', async () => {
    const shown = await bench.preview(text);
    expect(shown.detected).toMatchObject({ format: 'jsonl', lists: ['events'] });
    expect((await bench.load(text)).rows).toHaveLength(3);
  });

  it('keep a key that the line and its entries share apart', async () => {
    const shared = '{"id": 1, "lines": [{"id": 2, "n": 1}, 3]}\n{"id": 4, "lines": null}\n';
    const { names, rows } = await bench.load(shared, { options: { rowsFrom: 'lines' } });
    expect(names).toEqual(['id', 'lines.id', 'n', 'lines']);
    expect(rows).toEqual([
      [1, 2, 1, null],
      [1, null, null, 3],
      [4, null, null, null],
    ]);
  });

  it('name the line where the list is none', async () => {
    const wrong = '{"id": 1, "lines": [{"n": 1}]}\n{"id": 2, "lines": "none"}\n';
    await expect(bench.load(wrong, { options: { rowsFrom: 'lines' } })).rejects.toMatchObject({
      code: 'file_json',
      params: { line: 2 },
    });
  });
});

describe('files of shops', () => {
  it('keeps invoices and articles of Online Retail text, and customers whole numbers', async () => {
    const text = [
      'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
      '536365,85123A,"LIGHT, WHITE",6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
      'C536379,22633,Discount,-1,2010-12-01 09:41:00,27.5,,United Kingdom',
    ].join('\n');
    const { preset, described, rows } = await asProposed('anything.csv', text);
    expect(preset).toBe('online-retail');
    expect(described).toContain('CustomerID integer');
    expect(rows.map((row) => [row[0], row[1], row[6]])).toEqual([
      ['536365', '85123A', 17850],
      ['C536379', '22633', null],
    ]);
  });

  it('reads the Adult census without the spaces after its commas', async () => {
    const text =
      '39, State-gov, 77516, Bachelors, 13, Never-married, Adm-clerical, Not-in-family, White, Male, 2174, 0, 40, United-States, <=50K\n' +
      '50, ?, 83311, Bachelors, 13, Married, ?, Husband, White, Male, 0, 0, 13, Cuba, >50K\n';
    const { preset, rows } = await asProposed('adult.data', text);
    expect(preset).toBe('adult');
    expect(rows[1]?.slice(0, 4)).toEqual([50, null, 83311, 'Bachelors']);
    expect(rows[1]?.at(-1)).toBe('>50K');
  });
});

describe('proposePresets(name, look)', () => {
  it('goes by the name alone where the file cannot be read without a preset', () => {
    expect(proposePresets('u.item', null)[0]?.id).toBe('movielens-100k/item');
    expect(proposePresets('train.rating.gz', null)[0]?.id).toBe('ncf/rating');
  });

  it('proposes nothing for a file that only shares a name', () => {
    expect(proposePresets('users.dat', { names: ['a', 'b'], delimiter: ',' })).toEqual([]);
    expect(proposePresets('ratings.csv', { names: ['id', 'rating'], delimiter: ',' })).toEqual([]);
    expect(proposePresets('sales.csv', { names: ['a'], delimiter: ',' })).toEqual([]);
  });

  it('gives every preset an id of its own', () => {
    const ids = filePresets.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(
      openDatasets.flatMap(({ files }) => files).every(({ preset }) => ids.includes(preset)),
    ).toBe(true);
  });
});

it('imported ratings are mapped to interactions without a further word', async () => {
  const text = '196\t242\t3\t881250949\n186\t302\t3\t891717742\n';
  const { table } = await asProposed('u.data', text);
  expect(interactionPreset(table.columns)).toMatchObject({
    name: 'ratings',
    settings: { user: 'user_id', item: 'item_id', weight: 'rating', time: 'timestamp' },
  });
});
