import { describe, expect, it } from 'vitest';
import { preparedFrom } from '../../prepared-from.ts';
import { writtenColumns } from '../../../../shared/values/time/columns.ts';
import { spellings } from '../../../../shared/values/time/spellings.ts';

const settings = { time: 'at', split: { kind: 'none' } };
const read = async (values: readonly (string | number)[], type = 'text', more: object = {}) => {
  const rows = values.map((value, at) => [`u${at % 2}`, `i${at}`, value]);
  const events = [['user', 'item', `at:${type}`], ...rows];
  const { prepared, summary } = await preparedFrom({ events }, { ...settings, ...more });
  return { times: Array.from(prepared.pairTime).sort((a, b) => a - b), summary, prepared };
};

describe('times of events', () => {
  it.each(spellings)('are read when spelled as $name', async ({ values, clock, reading }) => {
    const { times, summary } = await read(values);
    const days = [Date.UTC(2021, 0, 1), Date.UTC(2021, 0, 15), Date.UTC(2021, 9, 1)];
    const [h = 0, m = 0, s = 0] = (clock ?? '').split(':').map(Number);
    const ofDay = Math.floor((h * 3600 + m * 60 + s) * 1000 + 1e-6);
    expect(times).toEqual(days.map((day) => day + ofDay));
    expect(summary.times).toMatchObject({ format: { reading }, present: 3, read: 3 });
    expect(summary.times?.first?.slice(0, 10)).toBe('2021-01-01');
    expect(summary.times?.last?.slice(0, 10)).toBe('2021-10-01');
    expect(summary.events).toMatchObject({ used: 3, leftOut: { noTime: 0, future: 0 } });
  });

  it.each(writtenColumns)('are read or refused as in $file', async (written) => {
    const { values, concern } = written;
    if (typeof written.times === 'string') {
      const refused = expect(read(values)).rejects;
      await refused.toMatchObject({ code: written.times, params: { column: 'at' } });
      return;
    }
    const { times, summary } = await read(values);
    const right = written.times.map((time) => {
      const [day = '', clock = '00:00:00'] = time.split(' ');
      // Milliseconds, finer digits cut off.
      return Date.parse(`${day}T${clock.slice(0, 12)}Z`);
    });
    expect(times).toEqual(right.sort((a, b) => a - b));
    const concerns = summary.times?.concerns.map(({ kind }) => kind);
    expect(concerns).toEqual(concern ? [concern] : []);
  });

  it('are read as numbers and as dates that tables store, too', async () => {
    const day = Date.UTC(2011, 10, 2);
    expect((await read([20111102, 20111103], 'integer')).times[0]).toBe(day);
    expect((await read([day / 1000, day / 1000 + 1], 'integer')).times[0]).toBe(day);
    expect((await read(['2011-11-02', '2011-11-02 12:00:00'], 'date')).times).toEqual([
      day,
      day + 43_200_000,
    ]);
  });

  it.each([
    ['time_order_clash', ['13/04/2011', '04/25/2011', '03/04/2011']],
    ['time_zone_name', ['2021-03-28 01:30:00 CET', '2021-03-28 03:30:00 CEST']],
    ['time_unit_clash', ['1609497005', '1610101805000']],
    ['time_unread', ['soon', '2021-01-01', 'later']],
  ])('are refused as a whole: %s', async (code, values) => {
    const refused = expect(read(values)).rejects;
    await refused.toMatchObject({ code, params: { column: 'at' } });
  });

  it('are refused where all of them lie in the future', async () => {
    const refused = expect(read(['2221-01-01', '2222-01-01'])).rejects;
    await refused.toMatchObject({
      code: 'time_future',
      params: { column: 'at', first: '2221-01-01', last: '2222-01-01' },
    });
  });

  it('are read as a person chose, what does not fit left out and told', async () => {
    const timeFormat = { reading: 'day_month_year' };
    const values = ['13/04/2011', '04/25/2011', '03/04/2011'];
    const { times, summary } = await read(values, 'text', { timeFormat });
    expect(times).toEqual([Date.UTC(2011, 3, 3), Date.UTC(2011, 3, 13)]);
    expect(summary.events.leftOut.noTime).toBe(1);
    expect(summary.times).toMatchObject({
      ...{ chosen: true, present: 3, read: 2 },
      concerns: [{ kind: 'unread', count: 1, examples: ['04/25/2011'] }],
    });
  });

  it('tell a running count, and are read as days where a person says so', async () => {
    const { summary } = await read([1, 2, 711], 'integer');
    expect(summary.times).toMatchObject({
      ...{ format: { reading: 'seconds' }, first: '1970-01-01 00:00:01' },
      concerns: [{ kind: 'all_1970', count: 3, examples: ['1', '2', '711'] }],
    });
    const days = await read([1, 2, 711], 'integer', { timeFormat: { reading: 'days' } });
    expect(days.times).toEqual([1, 2, 711].map((day) => day * 86_400_000));
    expect(days.summary.times).toMatchObject({
      ...{ chosen: true, first: '1970-01-02', last: '1971-12-13', concerns: [] },
    });
    const texts = await read(['1', '2', '711'], 'text', { timeFormat: { reading: 'days' } });
    expect(texts.times).toEqual(days.times);
  });

  it('keep their format for events that come later', async () => {
    const { prepared } = await read(['04/07/2020', '13/07/2020']);
    expect(prepared.made.time).toEqual({ reading: 'day_month_year' });
    const stored = await read(['2020-07-04', '2020-07-13'], 'date');
    expect(stored.prepared.made.time).toBeNull();
  });
});
