import { describe, expect, it } from 'vitest';
import { readDate } from '../../../../../src-main/backend/data/types/date-text.ts';

describe('readDate', () => {
  it.each([
    ['2011-11-02', '2011-11-02'],
    ['2011/1/2', '2011-01-02'],
    ['2011-11-02 12:20', '2011-11-02 12:20:00'],
    ['2011-11-02T12:20:05.250', '2011-11-02 12:20:05.250'],
    ['2011-11-02T23:30:00Z', '2011-11-02 23:30:00'],
    ['2011-11-02T23:30:00-02:00', '2011-11-03 01:30:00'],
    ['2024-02-29', '2024-02-29'],
    ['2011年11月2日', '2011-11-02'],
    ['01-Jan-1995', '1995-01-01'],
    ['1 February 2007', '2007-02-01'],
    ['Feb 1, 2007', '2007-02-01'],
    ['May 31, 2007 11:05 PM', '2007-05-31 23:05:00'],
  ])('reads %s one way only', (text, iso) => {
    expect(readDate(text, true)).toEqual({ iso, order: 'year_first' });
    expect(readDate(text, false)).toEqual({ iso, order: 'year_first' });
  });

  it('leaves to the option what could be either', () => {
    expect(readDate('03/04/2011', true)).toEqual({ iso: '2011-04-03', order: 'either' });
    expect(readDate('03/04/2011', false)).toEqual({ iso: '2011-03-04', order: 'either' });
    expect(readDate('25/12/2011', false)).toEqual({ iso: '2011-12-25', order: 'day_first' });
    expect(readDate('12/25/2011', true)).toEqual({ iso: '2011-12-25', order: 'month_first' });
    expect(readDate('03.04.2011', false)).toEqual({ iso: '2011-04-03', order: 'day_first' });
  });

  it('reads twelve-hour clocks', () => {
    expect(readDate('12/25/2011 12:05 AM', false)?.iso).toBe('2011-12-25 00:05:00');
    expect(readDate('12/25/2011 1:05 pm', false)?.iso).toBe('2011-12-25 13:05:00');
  });

  it.each([
    '2011-02-29',
    '2011-13-01',
    '31/02/2011',
    '2011-11-02 25:00',
    '20111102',
    '1.2.3',
    '2011',
    'May',
    'May 2007',
    '30-Feb-1995',
    '01-Foo-1995',
    '',
  ])('does not take %s for a date', (text) => {
    expect(readDate(text, true)).toBeUndefined();
  });
});
