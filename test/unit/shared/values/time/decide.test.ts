import { describe, expect, it } from 'vitest';
import {
  chosenTime,
  newTimeEvidence,
  noteTime,
  readTime,
  readTimeText,
} from '../../../../../shared/values/time/index.ts';
import { readColumn, refusalOf } from './reading.ts';
import { spellings } from './spellings.ts';

const concernsOf = (values: readonly (string | number)[]): string[] =>
  readColumn(values).decision.concerns.map(({ kind, count }) => `${kind} ${count}`);

describe('one format for a column', () => {
  it.each(spellings)('reads $name', ({ values, reading, clock }) => {
    const { decision, read } = readColumn(values);
    const days = ['2021-01-01', '2021-01-15', '2021-10-01'];
    expect(read).toEqual(clock === undefined ? days : days.map((day) => `${day} ${clock}`));
    expect(decision).toMatchObject({ format: { reading }, present: 3, read: 3, concerns: [] });
    expect(decision.first?.slice(0, 10)).toBe('2021-01-01');
    expect(decision.last?.slice(0, 10)).toBe('2021-10-01');
  });

  it.each([
    ['a year', ['2019', '2021'], ['2019-01-01', '2021-01-01'], 'year'],
    ['yyyymm', ['202101', '202110'], ['2021-01-01', '2021-10-01'], 'digits'],
    ['yyyy-mm', ['2021-01', '2021-10'], ['2021-01-01', '2021-10-01'], 'year_month_day'],
    [
      'a month by name',
      ['Jan 2021', 'October 2021'],
      ['2021-01-01', '2021-10-01'],
      'year_month_day',
    ],
    ['年月', ['2021年1月', '2021年10月'], ['2021-01-01', '2021-10-01'], 'year_month_day'],
  ])('takes the first day of %s', (_, values, wanted, reading) => {
    const { decision, read } = readColumn(values);
    expect(read).toEqual(wanted);
    expect(decision.format.reading).toBe(reading);
  });

  it('takes numbers as it takes their text', () => {
    for (const { values } of spellings.filter(({ values: [first] }) => /^\d{5,13}$/.test(first))) {
      const { decision } = readColumn(values.map(Number));
      for (const value of values)
        expect(readTime(Number(value), decision.format)).toBe(readTime(value, decision.format));
    }
  });

  it('lets some values prove the order of all', () => {
    expect(readColumn(['01/02/2024', '13/02/2024']).read).toEqual(['2024-02-01', '2024-02-13']);
    expect(readColumn(['01/02/2024', '02/13/2024']).read).toEqual(['2024-01-02', '2024-02-13']);
    expect(readColumn(['04/07/20', '13/07/20']).read).toEqual(['2020-07-04', '2020-07-13']);
    expect(readColumn(['85-01-30', '12-02-28']).read).toEqual(['1985-01-30', '2012-02-28']);
  });

  it('tells where every value could be read two ways, and takes a word on it', () => {
    const dates = ['03/04/2011', '05/06/2011'];
    expect(readColumn(dates).read).toEqual(['2011-04-03', '2011-06-05']);
    expect(concernsOf(dates)).toEqual(['ambiguous_order 2']);
    const hinted = readColumn(dates, { dayFirst: false });
    expect(hinted.read).toEqual(['2011-03-04', '2011-05-06']);
    expect(hinted.decision.concerns).toEqual([]);
    expect(concernsOf(['05/05/2011', '06/06/2011'])).toEqual([]);
    expect(concernsOf(['03.04.2011', '05.06.2011'])).toEqual([]);
  });

  it('finds the year first in short dates that so span the shorter time', () => {
    const { decision, read } = readColumn(['21-01-01', '21-01-08', '21-01-15', '21-10-01']);
    expect(read).toEqual(['2021-01-01', '2021-01-08', '2021-01-15', '2021-10-01']);
    expect(decision.format.reading).toBe('year_month_day');
  });
});

describe('what is refused', () => {
  it('an order that no single reading has, with values of both sides', () => {
    expect(refusalOf(['13/04/2011', '04/25/2011', '03/04/2011'])).toEqual({
      ...{ why: 'order_clash', present: 3, read: 2, zones: [] },
      examples: ['13/04/2011', '04/25/2011', '03/04/2011'],
      best: { reading: 'day_month_year' },
    });
  });

  it.each([
    ['CET', ['2021-03-28 01:30:00 CET', '2021-03-28 03:30:00 CEST'], ['CET', 'CEST']],
    ['America/New_York', ['2021-03-28 01:30:00 America/New_York'], ['America/New_York']],
    ['PST beside UTC', ['2021-03-28 01:30:00 UTC', 'Mar 28, 2021 1:30 AM PST'], ['PST']],
  ])('the name of a zone: %s', (_, values, zones) => {
    expect(refusalOf(values)).toMatchObject({ why: 'zone_name', zones });
  });

  it('seconds beside milliseconds', () => {
    const refusal = refusalOf(['1609497005', '1610101805', '1610706605000', '1611311405000']);
    expect(refusal.why).toBe('unit_clash');
    expect(refusal.examples).toEqual(['1609497005', '1610101805', '1610706605000']);
  });

  it.each([
    ['words', ['soon', 'later', 'never'], ['soon', 'later', 'never']],
    ['dates beside counts', ['2021-01-01', '2021-01-02', '1609497005'], ['1609497005']],
    [
      'days that do not exist',
      ['2021-02-29', '2021-02-30', '2021-03-01'],
      ['2021-02-29', '2021-02-30'],
    ],
    ['ddmmyyyy', ['15012021', '01012021', '22012021'], ['15012021', '22012021', '01012021']],
    ['times of day alone', ['10:30', '11:45:10'], ['10:30', '11:45:10']],
    [
      'hours that do not exist',
      ['2021-01-01 25:00', '2021-01-01 10:61'],
      ['2021-01-01 25:00', '2021-01-01 10:61'],
    ],
    [
      'years that no column of dates has',
      ['20210-01-01', '0000-00-00'],
      ['20210-01-01', '0000-00-00'],
    ],
    ['versions', ['1.2.3.4', '10.0.19041.1'], ['1.2.3.4', '10.0.19041.1']],
  ])('%s, with up to three of them', (_, values, examples) => {
    expect(refusalOf(values)).toMatchObject({ why: 'unread', examples });
  });

  it('nothing at all', () => {
    expect(refusalOf([]).why).toBe('nothing');
  });
});

describe('what is told', () => {
  it('a few values that are no times', () => {
    const values = [...Array.from({ length: 19 }, (_, i) => `2021-01-${i + 10}`), 'unknown'];
    const { decision } = readColumn(values);
    expect(decision).toMatchObject({ present: 20, read: 19 });
    expect(decision.concerns).toEqual([{ kind: 'unread', count: 1, examples: ['unknown'] }]);
  });

  it('times without a zone beside times with one, and leap seconds', () => {
    const mixed = ['2021-03-28 02:30:00', '2021-03-28T02:30:00-05:00'];
    expect(readColumn(mixed).read).toEqual(['2021-03-28 02:30:00', '2021-03-28 07:30:00']);
    expect(readColumn(mixed).decision.zoned).toBe('some');
    expect(concernsOf(mixed)).toEqual(['naive_beside_zoned 1']);
    expect(readColumn(['2016-12-31 23:59:60', '2016-12-31 24:00:00']).read).toEqual([
      '2017-01-01 00:00:00',
      '2017-01-01 00:00:00',
    ]);
    expect(concernsOf(['2016-12-31 23:59:60'])).toEqual(['leap_second 1']);
  });

  it('a running count, which is nothing but an order', () => {
    expect(concernsOf([1, 2, 711])).toEqual(['all_1970 3']);
    expect(concernsOf([0, 86_400, 2_592_000])).toEqual(['all_1970 3']);
  });

  it('what a chosen format leaves', () => {
    const evidence = newTimeEvidence();
    for (const value of ['13/04/2011', '04/25/2011', '03/04/2011']) noteTime(evidence, value);
    const outcome = chosenTime(evidence, { reading: 'day_month_year' });
    expect(outcome).toMatchObject({
      decision: { chosen: true, read: 2, concerns: [{ kind: 'unread', examples: ['04/25/2011'] }] },
    });
    expect(chosenTime(evidence, { reading: 'excel_days' })).toMatchObject({
      refusal: { why: 'unread', read: 0 },
    });
  });
});

describe('single values', () => {
  // ECMA-376 part 1, 18.17.4.1, and what Excel shows for them.
  it.each([
    ['1', '1900-01-01'],
    ['59', '1900-02-28'],
    ['61', '1900-03-01'],
    ['60', undefined],
    ['36526', '2000-01-01'],
    ['2958465', '9999-12-31'],
  ])('Excel day %s is %s', (written, wanted) => {
    expect(readTimeText(written, { reading: 'excel_days' })).toBe(wanted);
  });

  it('keeps counts before 1970 exact', () => {
    expect(readTimeText('-1', { reading: 'nanoseconds' })).toBe('1969-12-31 23:59:59.999999999');
    expect(readTimeText('-1500', { reading: 'milliseconds' })).toBe('1969-12-31 23:59:58.5');
    expect(readTimeText('-86400', { reading: 'seconds' })).toBe('1969-12-31 00:00:00');
    expect(readTimeText('1.609497005E+12', { reading: 'milliseconds' })).toBe(
      '2021-01-01 10:30:05',
    );
  });
});
