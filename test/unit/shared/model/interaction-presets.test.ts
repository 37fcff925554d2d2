import { describe, expect, it } from 'vitest';
import { interactions } from '#shared/model/cells/interactions.ts';
import { interactionPreset } from '#shared/model/interaction-presets.ts';
import type { Column, ColumnType } from '#shared/model/table.ts';
import { SampleShop } from '../../../../src-main/backend/data/index.ts';
import { BestAchievable } from '../../../../src-main/backend/data/sample-shop/label.ts';
import * as shop from '../../../../src-main/backend/data/sample-shop/tables.ts';

/** `name` or `name:type`; text where no type is given. */
function columns(...given: string[]): Column[] {
  return given.map((one) => {
    const at = one.lastIndexOf('/');
    // Types are written by hand below.
    return at < 0
      ? { name: one, type: 'text' }
      : { name: one.slice(0, at), type: one.slice(at + 1) as ColumnType };
  });
}

describe('interactionPreset(events, sources) on known layouts', () => {
  it('knows the tables of the sample shop, kinds weighted', () => {
    const world = new SampleShop({ users: 1000, seed: 1 });
    const { name, settings } = interactionPreset(shop.eventsTable(world).columns, {
      users: shop.usersTable(world, new BestAchievable()).columns,
      items: shop.itemsTable(world).columns,
      friends: shop.friendsTable(world).columns,
    });
    expect(name).toBe('sample_shop');
    expect(settings).toMatchObject({
      ...{ user: 'user_id', item: 'item_id', time: 'time', weight: null, kind: 'kind' },
      kinds: [
        { value: 'browse', weight: 1 },
        { value: 'search', weight: 2 },
        { value: 'purchase', weight: 6 },
      ],
      value: 'log',
      users: { key: 'user_id', segment: 'gender', attributes: null },
      items: { key: 'item_id', title: 'title', category: 'category', price: 'price' },
      friends: { user: 'user_id', friend: 'friend_id' },
      split: { kind: 'time' },
    });
    expect(settings.items.text).toEqual(['title', 'category', 'brand']);
  });

  it('takes cancelled invoices of Online Retail back, in both editions', () => {
    const first = columns(
      ...['InvoiceNo', 'StockCode', 'Description', 'Quantity/integer', 'InvoiceDate/date'],
      ...['UnitPrice/real', 'CustomerID/integer', 'Country/category'],
    );
    const { name, settings } = interactionPreset(first, { items: first });
    expect(name).toBe('online_retail');
    expect(settings).toMatchObject({
      ...{ user: 'CustomerID', item: 'StockCode', time: 'InvoiceDate', weight: 'Quantity' },
      returns: { mode: 'subtract', column: 'InvoiceNo', prefix: 'C' },
      items: { key: 'StockCode', title: 'Description', category: null, price: 'UnitPrice' },
    });
    const second = interactionPreset(
      columns(
        ...['Invoice', 'StockCode', 'Description', 'Quantity/integer', 'InvoiceDate/date'],
        ...['Price/real', 'Customer ID/integer', 'Country'],
      ),
    );
    expect(second.name).toBe('online_retail');
    expect(second.settings).toMatchObject({
      user: 'Customer ID',
      returns: { column: 'Invoice', prefix: 'C' },
    });
  });

  it('knows the households of the Complete Journey', () => {
    const { name, settings } = interactionPreset(
      columns(
        ...['household_id', 'store_id', 'basket_id', 'product_id', 'quantity/real'],
        ...['sales_value/real', 'retail_disc/real', 'week/integer', 'transaction_timestamp/date'],
      ),
      {
        users: columns('household_id', 'age/category', 'income/category', 'kids_count/category'),
        items: columns('product_id', 'department/category', 'brand/category', 'product_category'),
      },
    );
    expect(name).toBe('complete_journey');
    expect(settings).toMatchObject({
      ...{ user: 'household_id', item: 'product_id', time: 'transaction_timestamp' },
      ...{ weight: 'quantity', kind: null, value: 'binary' },
      users: { key: 'household_id', segment: 'age' },
      items: { key: 'product_id', title: null, category: 'product_category' },
    });
  });

  it('weighs clicks, carts and orders of OTTO', () => {
    const { name, settings } = interactionPreset(
      columns('session', 'aid', 'ts/integer', 'type/category'),
    );
    expect(name).toBe('otto');
    expect(settings).toMatchObject({ user: 'session', item: 'aid', time: 'ts', kind: 'type' });
    expect(settings.kinds).toEqual([
      { value: 'clicks', weight: 1 },
      { value: 'carts', weight: 3 },
      { value: 'orders', weight: 6 },
    ]);
  });

  it.each([
    ['ratings', ['user_id', 'item_id', 'rating/real', 'timestamp/integer'], 'timestamp', 'time'],
    ['movielens', ['userId', 'movieId', 'rating/real', 'timestamp/integer'], 'timestamp', 'time'],
    ['goodbooks', ['user_id', 'book_id', 'rating/integer'], null, 'random'],
    ['book_crossing', ['User-ID', 'ISBN', 'Book-Rating/integer'], null, 'random'],
    [
      'recbole',
      ['user_id:token', 'movie_id:token', 'score:float/real', 'timestamp:float/real'],
      'timestamp:float',
      'time',
    ],
  ])('reads ratings as %s has them', (name, given, time, split) => {
    const preset = interactionPreset(columns(...given));
    const [user, item, weight] = given.map((one) => one.split('/')[0]);
    expect(preset.name).toBe(name);
    expect(preset.settings).toMatchObject({ user, item, weight, time, split: { kind: split } });
    expect(preset.settings.value).toBe('binary');
  });

  it('joins MovieLens films and users to their ratings', () => {
    const { settings } = interactionPreset(
      columns('user_id', 'item_id', 'rating/real', 'timestamp/integer'),
      {
        users: columns('user_id', 'age/integer', 'gender/category', 'occupation', 'zip_code'),
        items: columns('item_id', 'title', 'release_date/date', 'genres'),
      },
    );
    expect(settings.users).toMatchObject({ key: 'user_id', segment: 'gender' });
    expect(settings.items).toMatchObject({
      ...{ key: 'item_id', title: 'title', category: 'genres', price: null },
      text: ['title', 'genres'],
    });
  });

  it('damps play counts', () => {
    const { name, settings } = interactionPreset(
      columns('user_id', 'artist_id', 'artist', 'plays/integer'),
    );
    expect(name).toBe('lastfm');
    expect(settings).toMatchObject({ item: 'artist_id', weight: 'plays', value: 'log' });
  });

  it('takes the held-out items of NCF for what they are', () => {
    const { name, settings } = interactionPreset(columns('user_id', 'item_id', 'negatives'));
    expect(name).toBe('ncf_negative');
    expect(settings).toMatchObject({ weight: null, time: null, split: { kind: 'none' } });
  });
});

describe('interactionPreset(events, sources) by column names alone', () => {
  it('understands Chinese names', () => {
    const { name, settings } = interactionPreset(
      columns('用户ID', '商品编号', '行为类型/category', '下单时间/date', '数量/integer'),
      {
        users: columns('会员编号', '性别/category', '年龄/integer'),
        items: columns('商品编号', '商品名称', '类目/category', '单价/real', '品牌/category'),
        friends: columns('用户ID', '好友ID'),
        kinds: ['浏览', '加购', '购买', '退货'],
      },
    );
    expect(name).toBe('guess');
    expect(settings).toMatchObject({
      ...{ user: '用户ID', item: '商品编号', time: '下单时间', weight: '数量', kind: '行为类型' },
      kinds: [
        { value: '浏览', weight: 1 },
        { value: '加购', weight: 3 },
        { value: '购买', weight: 6 },
        { value: '退货', weight: 0 },
      ],
      users: { key: '会员编号', segment: '性别' },
      items: { key: '商品编号', title: '商品名称', category: '类目', price: '单价' },
      friends: { user: '用户ID', friend: '好友ID' },
    });
  });

  it.each([
    [['order_id', 'customer_id', 'sku', 'ordered/date'], 'customer_id', 'sku', 'ordered'],
    [['event_time/date', 'event_type', 'product_id', 'user_id'], 'user_id', 'product_id'],
    [['reviewerID', 'asin', 'overall/real', 'unixReviewTime/integer'], 'reviewerID', 'asin'],
    [['member', 'article', 'day/date'], 'member', 'article', 'day'],
    [['t_dat/date', 'customer_id', 'article_id', 'price/real'], 'customer_id', 'article_id'],
    [['会员号', '图书名称', '日期/date'], '会员号', '图书名称', '日期'],
    [['session_id', 'itemid', 'ts/integer'], 'session_id', 'itemid', 'ts'],
  ])('finds who and what in %j', (given, user, item, time?: string) => {
    const { settings } = interactionPreset(columns(...given));
    expect(settings).toMatchObject({ user, item, ...(time === undefined ? {} : { time }) });
  });

  it('prefers an id to a name, and the user to the session', () => {
    const { settings } = interactionPreset(
      columns('product_name', 'session_id', 'user_name', 'product_id', 'user_id'),
    );
    expect(settings).toMatchObject({ user: 'user_id', item: 'product_id' });
  });

  it('takes no column that holds the wrong type of values', () => {
    const { settings } = interactionPreset(columns('user', 'item', 'time/text', 'rating/text'));
    expect(settings).toMatchObject({ time: null, weight: null, split: { kind: 'random' } });
  });

  it('proposes nothing it has no sign of', () => {
    const { name, settings } = interactionPreset(columns('a', 'b/real', 'c/category'));
    expect(name).toBe('guess');
    expect(settings).toEqual(interactions.settings.parse({ split: { kind: 'random' } }));
  });

  it('gives settings the cell accepts, with every column it names there', () => {
    const events = columns('__proto__', 'constructor', 'user id', 'Item', 'date/date');
    const { settings } = interactionPreset(events);
    expect(interactions.settings.parse(settings)).toEqual(settings);
    expect(settings).toMatchObject({ user: 'user id', item: 'Item', time: 'date' });
  });
});

describe('a proposed split', () => {
  const log = columns('user_id', 'item_id', 'timestamp/integer');

  it('is as given where a test table is connected, with its negatives', () => {
    const test = columns('user_id', 'item_id', 'negatives');
    expect(interactionPreset(log, { test }).settings.split).toMatchObject({
      ...{ kind: 'given', negatives: 'negatives', column: null },
    });
  });

  it('follows a column that says which part a row is of, once its values say so', () => {
    const parted = [...log, ...columns('split')];
    const of = (parts: string[]) => interactionPreset(parted, { parts }).settings.split;
    expect(of(['train', 'Test', 'valid'])).toMatchObject({
      ...{ kind: 'given', column: 'split', testValues: ['Test'] },
    });
    expect(of(['north', 'south'])).toMatchObject({ kind: 'time', column: null });
    const flagged = [...log, ...columns('is_test/integer')];
    expect(interactionPreset(flagged, { parts: ['0', '1'] }).settings.split).toMatchObject({
      ...{ kind: 'given', column: 'is_test', testValues: ['1'] },
    });
  });

  it('lies within sessions', () => {
    const sessions = columns('session_id', 'item_id', 'timestamp/integer');
    expect(interactionPreset(sessions).settings.split.kind).toBe('last');
    const otto = columns('session', 'aid', 'ts/integer', 'type/category');
    expect(interactionPreset(otto).settings.split.kind).toBe('last');
  });
});

describe('the lowest rating that is proposed as a like', () => {
  const rated = columns('user_id', 'movie_id', 'rating/real', 'timestamp/integer');
  const lowest = (least: number, most: number) =>
    interactionPreset(rated, { weights: { least, most } }).settings.minimumWeight;

  it('leaves the lower half of the scale out', () => {
    expect(interactionPreset(rated).settings.minimumWeight).toBe(3);
    expect(lowest(0.5, 5)).toBe(3);
    expect(lowest(0, 10)).toBe(6);
    expect(lowest(1, 100)).toBe(60);
  });

  it('is none where the values are no such scale, are amounts, or come with given negatives', () => {
    expect(lowest(0, 1)).toBeNull();
    expect(lowest(-1, 1)).toBeNull();
    const bought = columns('user_id', 'item_id', 'quantity/integer');
    expect(interactionPreset(bought).settings.minimumWeight).toBeNull();
    const test = columns('user_id', 'item_id', 'negatives');
    expect(interactionPreset(rated, { test }).settings.minimumWeight).toBeNull();
  });
});
