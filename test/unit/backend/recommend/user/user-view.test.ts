import { describe, expect, it } from 'vitest';
import { person } from '../../../../../src-main/backend/recommend/index.ts';
import { UserView } from '../../../../../src-main/backend/recommend/user/user-view.ts';
import { examplePrepared } from './example-prepared.ts';

const view = new UserView(examplePrepared());

describe('what is derived from prepared data for looking at users', () => {
  it('orders users by id as numbers, and by how much they have', () => {
    expect([...view.order('id')]).toEqual([1, 0, 2]);
    expect([...view.order('most')]).toEqual([0, 1, 2]);
    expect([...view.order('fewest')]).toEqual([1, 2, 0]);
  });

  it('offers the attributes that features or segments are made of, numbers with their range', () => {
    expect(view.choices).toEqual([
      { name: 'age', values: null, low: 20, high: 60, segment: false },
      { name: 'city', values: ['Oslo', 'Rome'], low: null, high: null, segment: true },
    ]);
  });

  it('says who a user is, the latest first', () => {
    const ann = person({ view, since: null }, '10')!;
    expect(ann.history.map(({ item, events }) => [item.title, events])).toEqual([
      ['Red chair', 2],
      ['Red lamp', 1],
    ]);
    expect(ann.history[0]!.time).toBe('1970-01-04T00:00:00.000Z');
    expect(ann.later.map(({ item }) => item.id)).toEqual(['c']);
    expect(ann.friends.map(({ id, common }) => [id, common])).toEqual([['9', 1]]);
    expect(person({ view, since: null }, '11')).toBeNull();
  });

  it('holds what a user has against what everyone has', () => {
    const { categories, price } = person({ view, since: null }, '10')!.taste;
    expect(categories).toEqual([
      { name: 'Light', own: 0.5, everyone: 0.5 },
      { name: 'Seat', own: 0.5, everyone: 0.5 },
    ]);
    expect(price).toEqual({ own: 15, everyone: 20 });
  });

  it('takes words of titles where there are no categories, those that set the user apart', () => {
    const without = new UserView({ ...examplePrepared(), categories: null });
    expect(person({ view: without, since: null }, '10')!.taste.words).toEqual([
      { name: 'red', own: 1, everyone: 0.75 },
    ]);
  });

  it('has new events in the history, with those of somebody nobody knew', () => {
    const day = 86_400_000;
    const since = {
      id: 'since',
      byUser: new Map([
        ['10', [1, 3].map((item) => ({ item, weight: 1, time: 9 * day }))],
        ['new', [{ item: 2, weight: 1, time: 9 * day }]],
      ]),
    };
    const ann = person({ view, since }, '10')!;
    expect([ann.interactions, ann.fresh]).toEqual([3, 2]);
    expect(ann.history.map(({ item, events, fresh }) => [item.id, events, fresh])).toEqual([
      ['b', 3, 1],
      ['d', 1, 1],
      ['a', 1, 0],
    ]);
    expect(ann.history[0]!.time).toBe('1970-01-10T00:00:00.000Z');
    const nobody = person({ view, since }, 'new')!;
    expect(nobody).toMatchObject({ id: 'new', interactions: 1, fresh: 1, later: [], friends: [] });
    expect(nobody.attributes.every(({ value }) => value === null)).toBe(true);
  });

  it('keeps no failed answer', async () => {
    let asked = 0;
    const fail = (): Promise<Int32Array[]> => {
      asked += 1;
      return Promise.reject(new Error('gone'));
    };
    await expect(view.lists('key', fail)).rejects.toThrow('gone');
    await expect(view.lists('key', fail)).rejects.toThrow('gone');
    expect(asked).toBe(2);
  });
});
