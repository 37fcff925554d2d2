import { describe, expect, it } from 'vitest';
import { eventTime } from '../../../../../src-main/backend/recommend/prepare/event-time.ts';

describe('eventTime', () => {
  const noon = Date.UTC(2011, 10, 2, 12, 20);

  it.each([
    ['2011-11-02 12:20:00', noon],
    ['2011-11-02T12:20:00Z', noon],
    ['2011-11-02T13:20:00+01:00', noon],
    ['2011-11-02', Date.UTC(2011, 10, 2)],
    [noon / 1000, noon],
    [noon, noon],
    [noon * 1000, noon],
    [noon * 1e6, noon],
    [20111102, Date.UTC(2011, 10, 2)],
  ])('reads %s', (given, expected) => {
    expect(eventTime(given)).toBe(expected);
  });

  it('takes eight digits that are no date as seconds', () => {
    expect(eventTime(20119999)).toBe(20119999 * 1000);
  });

  it.each([null, '', 'soon', Number.NaN])('gives null for %s', (given) => {
    expect(eventTime(given)).toBeNull();
  });
});
