import { describe, expect, it } from 'vitest';
import {
  decodeNewEvents,
  encodeNewEvents,
  newEvents,
  numberEvents,
} from '../../../../../src-main/backend/recommend/updates/new-events.ts';
import { openTableStore } from '../../../../support/table-store.ts';
import { examplePrepared } from '../user/example-prepared.ts';

const day = 86_400_000;

describe('new events', () => {
  it('are numbered by whatever data is asked, those of items it does not know counted', async () => {
    const prepared = examplePrepared();
    const read = await newEvents(
      prepared,
      [
        { user: '10', item: 'd', weight: 2, time: '1970-01-11' },
        { user: 'new', item: 'a', weight: 1, time: null },
        { user: '10', item: 'later', weight: 1, time: null },
      ],
      null,
      { tables: openTableStore().store, now: 0, pace: () => Promise.resolve() },
    );
    const events = decodeNewEvents(encodeNewEvents(read));
    const numbered = numberEvents(prepared, events);
    expect([numbered.used, numbered.unknownItems]).toEqual([2, 1]);
    expect(numbered.byUser.get('10')).toEqual([{ item: 3, weight: 2, time: 10 * day }]);
    // Without a time: after everything learnt, which ends on day 4.
    expect(numbered.byUser.get('new')).toEqual([{ item: 0, weight: 1, time: 4 * day }]);
    const refitted = { ...prepared, itemIds: ['later', 'd', 'a', 'b'] };
    expect(
      numberEvents(refitted, events)
        .byUser.get('10')!
        .map(({ item }) => item),
    ).toEqual([1, 0]);
  });

  it('typed in are read in the format of those learnt from, or in one that leaves nothing open', async () => {
    const told = examplePrepared();
    const typed = async (time: string, earlier: 'day_month_year' | null) => {
      const format = earlier && { reading: earlier };
      const prepared = { ...told, made: { ...told.made, time: format } };
      const events = [{ user: '10', item: 'd', weight: 1, time }];
      const context = { tables: openTableStore().store, now: 0, pace: () => Promise.resolve() };
      return (await newEvents(prepared, events, null, context)).time[0];
    };
    expect(await typed('03/04/2011', 'day_month_year')).toBe(Date.UTC(2011, 3, 3));
    expect(await typed('2011-04-03 10:30', null)).toBe(Date.UTC(2011, 3, 3, 10, 30));
    for (const time of ['03/04/2011', 'soon'])
      await expect(typed(time, null)).rejects.toMatchObject({
        code: 'event_time_invalid',
        params: { value: time },
      });
  });
});
