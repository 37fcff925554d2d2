import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { objectReader, textReader } from '#shared/export/read-row.ts';
import { createScorer } from '#shared/export/score.ts';
import { createRandom } from '#shared/random/index.ts';
import { rowSchema } from '../../../../src-main/hosts/serve/rest/openapi.ts';
import { goodRow, smallModel } from '../../../support/export/small-model.ts';

const model = smallModel();
const read = objectReader(model);
const texts = textReader(model);
const row = (change: object): Record<string, unknown> => ({ ...goodRow, ...change });

describe('a row as JSON carries it', () => {
  it('is taken as it stands, in any order of its keys, with columns that are not read', () => {
    const wanted = { row: ['Paris', 33, 12.5, 1, '2024-02-29', '0.5'] };
    expect(read(goodRow)).toEqual(wanted);
    const turned = Object.fromEntries(
      Object.entries({ ...goodRow, user_id: { any: 1 } }).reverse(),
    );
    expect(read(turned)).toEqual(wanted);
  });

  it.each([
    ['age', '33', 'whole_number'],
    ['age', 33.5, 'whole_number'],
    ['age', 2 ** 53, 'whole_number'],
    ['age', true, 'whole_number'],
    ['age', NaN, 'whole_number'],
    ['spent', '12', 'number'],
    ['spent', NaN, 'number'],
    ['spent', Infinity, 'number'],
    ['spent', -Infinity, 'number'],
    ['spent', [1], 'number'],
    ['member', 1, 'true_or_false'],
    ['member', 'true', 'true_or_false'],
    ['joined', '2024-02-30', 'date'],
    ['joined', '2023-02-29', 'date'],
    ['joined', '1900-02-29', 'date'],
    ['joined', '29.02.2024', 'date'],
    ['joined', '', 'date'],
    ['joined', 20240229, 'date'],
    ['city', 7, 'text'],
    ['city', { name: 'x' }, 'text'],
    ['score', NaN, 'text_or_number'],
    ['score', false, 'text_or_number'],
    ['Age', 33, 'known_column'],
    ['age ', 33, 'known_column'],
    ['__proto__x', 1, 'known_column'],
  ])('is refused with %s %j: %s', (column, found, expected) => {
    expect(read(row({ [column]: found }))).toEqual({ fault: { column, found, expected } });
  });

  it('takes null and what is not there as missing, but where the model always had a value', () => {
    const { age: _, ...without } = goodRow;
    expect(read(without)).toEqual({ row: ['Paris', null, 12.5, 1, '2024-02-29', '0.5'] });
    expect(read(row({ city: null }))).toMatchObject({
      row: [null, 33, 12.5, 1, '2024-02-29', '0.5'],
    });
    const { city: __, ...noCity } = goodRow;
    expect(read(noCity)).toEqual({ fault: { column: 'city', found: null, expected: 'present' } });
  });

  it('keeps empty text apart from null, and numbers from texts of them only until they are read as numbers', () => {
    expect(read(row({ city: '' }))).toMatchObject({ row: ['', 33, 12.5, 1, '2024-02-29', '0.5'] });
    const scorer = createScorer(model);
    const scores = ['0.5', 0.5].map((score) => {
      const result = read(row({ score }));
      return 'row' in result ? scorer.score(result.row).scores : [];
    });
    expect(scores[0]).toEqual(scores[1]);
  });

  it.each([
    ['2024-02-29T12:30:00', '2024-02-29 12:30:00'],
    ['2024-02-29T12:30', '2024-02-29 12:30:00'],
    ['2024-03-01T00:30:00+02:00', '2024-02-29 22:30:00'],
    ['2024-02-29 12:30:00.250', '2024-02-29 12:30:00.250'],
  ])('turns the date %s into %s, as tables store it', (joined, stored) => {
    expect(read(row({ joined }))).toEqual({ row: ['Paris', 33, 12.5, 1, stored, '0.5'] });
  });

  it('is taken exactly where the schema of the service takes it', () => {
    const schema = z.fromJSONSchema(rowSchema(model));
    const random = createRandom(9);
    const values = [
      null,
      undefined,
      '',
      'Paris',
      '33',
      33,
      33.5,
      2 ** 53,
      true,
      '2024-01-31',
      [],
      {},
    ];
    for (let turn = 0; turn < 3000; turn++) {
      const given = Object.fromEntries(
        [...Object.keys(goodRow), 'user_id', 'other'].flatMap((name) => {
          const value =
            random.next() < 0.75
              ? goodRow[name as keyof typeof goodRow]
              : values[Math.floor(random.next() * values.length)];
          return random.next() < 0.05 || value === undefined ? [] : [[name, value]];
        }),
      );
      const result = read(given);
      const isTaken = 'row' in result;
      // Whether a text is a date of the calendar is beyond a schema.
      const isDate =
        'fault' in result &&
        result.fault.expected === 'date' &&
        typeof result.fault.found === 'string';
      if (!isDate) expect(schema.safeParse(given).success, JSON.stringify(given)).toBe(isTaken);
    }
  });
});

describe('a row of a file', () => {
  it('gives the score of the same row as JSON', () => {
    const scorer = createScorer(model);
    const named = read(goodRow);
    const cells = texts(['Paris', '33', '12.5', 'true', '2024-02-29', '0.5']);
    expect(cells).toEqual(named);
    expect('row' in cells && scorer.score(cells.row).scores).toEqual(
      'row' in named && scorer.score(named.row).scores,
    );
  });

  it.each([
    [1, 'old', 'whole_number'],
    [1, '33.5', 'whole_number'],
    [1, '9007199254740993', 'whole_number'],
    [2, '12,5', 'number'],
    [2, 'Infinity', 'number'],
    [3, 'maybe', 'true_or_false'],
    [4, '2024-02-30', 'date'],
  ])('is refused with field %i %s: %s', (at, found, expected) => {
    const cells = ['Paris', '33', '12.5', 'true', '2024-02-29', '0.5'].with(at, found);
    expect(texts(cells)).toEqual({ fault: { column: model.inputs[at]?.name, found, expected } });
  });

  it('has missing values where they are empty or marks of missing ones', () => {
    expect(texts(['', 'NA', 'nan', '', 'null', ''])).toEqual({
      row: [null, null, null, null, null, null],
    });
  });
});

describe('what is told of a row', () => {
  const told = (change: object) => {
    const result = read(row(change));
    if ('fault' in result) throw new Error(result.fault.column);
    const { unseen, unread, outside } = createScorer(model).score(result.row);
    return { unseen, unread, outside };
  };
  it('names unseen categories, unread texts, and what would have left the table', () => {
    expect(told({})).toEqual({ unseen: [], unread: [], outside: null });
    expect(told({ city: 'Oslo' })).toEqual({ unseen: ['city'], unread: [], outside: null });
    expect(told({ score: 'good' })).toEqual({ unseen: [], unread: ['score'], outside: null });
    expect(told({ city: 'ATLANTIS' })).toEqual({ unseen: ['city'], unread: [], outside: 'city' });
  });
});
