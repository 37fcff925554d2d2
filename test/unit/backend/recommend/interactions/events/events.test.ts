import { describe, expect, it } from 'vitest';
import { pairsOf, preparedFrom, type Rows } from '../../prepared-from.ts';

const all = { split: { kind: 'none' } };
const learnt = async (events: Rows, settings: object) => {
  const { prepared, summary } = await preparedFrom({ events }, { ...all, ...settings });
  return { pairs: pairsOf(prepared.learn.interactions, prepared), summary, prepared };
};

describe('events as interactions', () => {
  it('counts a pair once, however often it occurs, or by its sum, or by log(1 + sum)', async () => {
    const events = [
      ['user', 'item', 'n:integer'],
      ['a', 'x', 2],
      ['a', 'x', 3],
      ['a', 'y', 1],
      ['b', 'x', 4],
    ];
    expect((await learnt(events, { weight: 'n' })).pairs).toEqual(['a x 1', 'a y 1', 'b x 1']);
    const sum = await learnt(events, { weight: 'n', value: 'sum' });
    expect(sum.pairs).toEqual(['a x 5', 'a y 1', 'b x 4']);
    const log = await learnt(events, { weight: 'n', value: 'log' });
    // ln 6, ln 2, ln 5
    expect(log.pairs).toEqual(['a x 1.79176', 'a y 0.693147', 'b x 1.60944']);
    expect(Array.from(sum.prepared.pairEvents)).toEqual([2, 1, 1]);
  });

  it('takes the last of contradictory ratings by time, and the later row where there are no times', async () => {
    const events = [
      ['user', 'item', 'rating:real', 'at:date'],
      ['a', 'x', 2, '2024-03-01'],
      ['a', 'x', 5, '2024-01-01'],
    ];
    const settings = { weight: 'rating', value: 'latest' };
    expect((await learnt(events, { ...settings, time: 'at' })).pairs).toEqual(['a x 2']);
    expect((await learnt(events, settings)).pairs).toEqual(['a x 5']);
  });

  it('subtracts returns, told by a prefix or a negative amount, and drops pairs of which nothing is left', async () => {
    const events = [
      ['user', 'item', 'n:integer', 'invoice'],
      ['a', 'x', 5, '536365'],
      ['a', 'x', 2, 'C536379'],
      ['a', 'y', 3, '536365'],
      ['a', 'y', -3, '536400'],
      ['a', 'z', -1, '536401'],
      ['a', 'w', 1, '536402'],
    ];
    const settings = { weight: 'n', value: 'sum', returns: { column: 'invoice' } };
    const subtracted = await learnt(events, settings);
    expect(subtracted.pairs).toEqual(['a x 3', 'a w 1']);
    expect(subtracted.summary.events).toMatchObject({ used: 6, returns: 3, takenBack: 2 });
    const ignored = await learnt(events, {
      ...settings,
      returns: { column: 'invoice', mode: 'ignore' },
    });
    expect(ignored.pairs).toEqual(['a x 5', 'a y 3', 'a w 1']);
    expect(ignored.summary.events).toMatchObject({ used: 3, leftOut: { returned: 3 }, returns: 0 });
    const asWritten = await learnt(events, { ...settings, returns: { mode: 'none' } });
    expect(asWritten.pairs).toEqual(['a x 7', 'a y 3', 'a w 1']);
    expect(asWritten.summary.events.leftOut.worthless).toBe(2);
  });

  it('knows when each pair began and when it was last seen', async () => {
    const events = [
      ['user', 'item', 'at:date'],
      ['a', 'x', '2024-03-03'],
      ['a', 'y', '2024-03-05'],
      ['a', 'x', '2024-03-01'],
      ['a', 'x', '2024-03-02'],
    ];
    const { prepared } = await learnt(events, { time: 'at' });
    const days = (times: Float64Array) => Array.from(times, (time) => new Date(time).getUTCDate());
    expect(days(prepared.pairFirst)).toEqual([1, 5]);
    expect(days(prepared.pairTime)).toEqual([3, 5]);
  });

  it('halves the weight of an event with every half-life before the last one learnt', async () => {
    const events = [
      ['user', 'item', 'at:date'],
      ['a', 'x', '2024-01-01'],
      ['a', 'x', '2024-01-11'],
      ['b', 'y', '2024-01-21'],
    ];
    const { pairs } = await learnt(events, { time: 'at', value: 'sum', halfLifeDays: 10 });
    expect(pairs).toEqual(['a x 0.75', 'b y 1']);
  });

  it('weighs kinds of events, leaves out those worth nothing, and counts unlisted ones 1', async () => {
    const events = [
      ['user', 'item', 'kind'],
      ['a', 'x', 'view'],
      ['a', 'x', 'buy'],
      ['a', 'y', 'impression'],
      ['b', 'y', 'other'],
      ['b', 'z', null],
    ];
    const kinds = [
      { value: 'view', weight: 0.5 },
      { value: 'buy', weight: 4 },
      { value: 'impression', weight: 0 },
    ];
    const { pairs, summary } = await learnt(events, { kind: 'kind', kinds, value: 'sum' });
    expect(pairs).toEqual(['a x 4.5', 'b y 1', 'b z 1']);
    expect(summary.events.leftOut.worthless).toBe(1);
  });

  it('says of every row left out why, and the counts add up', async () => {
    const events = [
      ['user', 'item', 'rating', 'at:date'],
      [null, 'x', '5', '2024-01-01'],
      ['', 'x', '5', '2024-01-01'],
      ['a', null, '5', '2024-01-01'],
      ['a', 'x', '5', null],
      ['a', 'x', '5', 'yesterday'],
      ['a', 'x', '5', '2199-01-01'],
      ['a', 'x', 'NaN', '2024-01-01'],
      ['a', 'x', null, '2024-01-01'],
      ['a', 'x', 'Infinity', '2024-01-01'],
      ['a', 'x', '2', '2024-01-01'],
      ['a', 'y', '4', '2024-01-02'],
      ['a', 'y', '4', '2024-01-02'],
    ];
    const { pairs, summary } = await learnt(events, {
      ...{ time: 'at', weight: 'rating', minimumWeight: 3, repeated: 'once', value: 'sum' },
    });
    expect(pairs).toEqual(['a y 4']);
    const { read, used, leftOut } = summary.events;
    expect(leftOut).toEqual({
      ...{ noUser: 2, noItem: 1, noTime: 2, future: 1, notANumber: 3, belowMinimum: 1 },
      ...{ worthless: 0, returned: 0, repeated: 1, rare: 0 },
    });
    expect(used + Object.values(leftOut).reduce((sum, count) => sum + count)).toBe(read);
  });

  it('keeps 7 and “007” apart, and knows 7 by its text', async () => {
    const events = [
      ['user', 'item:integer'],
      ['007', 7],
      ['7', 7],
    ];
    const users = [
      ['id:integer', 'age:integer'],
      [7, 41],
    ];
    const { prepared } = await preparedFrom({ events, users }, { ...all, users: { key: 'id' } });
    expect(prepared.userIds).toEqual(['007', '7']);
    expect(prepared.attributes).toEqual([{ name: 'age', values: [null, 41] }]);
  });

  it('goes by what the names of the columns suggest while neither user nor item is chosen', async () => {
    const events = [
      ['user_id', 'item_id', 'kind', 'time:date', 'query'],
      ['u1', 'i1', 'browse', '2024-01-01', null],
      ['u1', 'i1', 'purchase', '2024-01-02', null],
      ['u2', 'i1', 'search', '2024-01-03', 'tea'],
    ];
    const { pairs, prepared } = await learnt(events, { user: null, item: null });
    // The sample shop's layout: a purchase weighs 6, a look 1, and log(1 + sum) damps; the last 20% by time held out.
    expect(pairs).toEqual(['u1 i1 2.07944']);
    expect(prepared.made.settings).toMatchObject({ user: 'user_id', split: { kind: 'time' } });
  });

  it('asks for the columns of user and item, and refuses one that is not there', async () => {
    const given = (settings: object, header = ['user', 'item']) =>
      preparedFrom({ events: [header, ['a', 'x']] }, { ...all, ...settings });
    for (const settings of [{ user: null }, { user: null, item: null }]) {
      await expect(given(settings, ['one', 'other'])).rejects.toMatchObject({
        code: 'interactions_columns_unset',
      });
    }
    await expect(given({ time: 'when' })).rejects.toMatchObject({
      code: 'column_missing',
      params: { column: 'when' },
    });
  });

  it('refuses where nothing can be used, saying after which step', async () => {
    const events = [
      ['user', 'item'],
      [null, 'x'],
    ];
    await expect(preparedFrom({ events }, all)).rejects.toMatchObject({
      code: 'interactions_empty',
      params: { step: 'reading' },
    });
  });
});
