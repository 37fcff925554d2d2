import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import type { RecommendData, SparseRows } from '#shared/engine/recommend.ts';

/** A log whose last item of each user is held out. */
export type LeaveOneOut = {
  data: RecommendData & { times: Float64Array };
  /** Users of whom something is held out, and what (rows follow them). */
  users: Int32Array;
  relevant: SparseRows;
};

/**
 * Online Retail: purchases with a customer, quantity and price above 0, no cancellations; each item of a customer once, at its
 * first purchase, in the order of time and within an invoice of its lines; customers and items with at least 5.
 */
export function onlineRetail(file: URL): LeaveOneOut {
  const text = gunzipSync(readFileSync(file)).toString('utf8');
  const lines = Papa.parse<string[]>(text, { skipEmptyLines: true }).data.slice(1);
  const events = lines.flatMap((line, at) => {
    const [invoice = '', code = '', , quantity, date = '', price, customer = ''] = line;
    const bought = customer !== '' && Number(quantity) > 0 && Number(price) > 0;
    // A millisecond a line keeps the order of an invoice, whose lines share a minute.
    const time = Date.parse(`${date.replace(' ', 'T')}Z`) + at * 1e-3;
    return bought && !invoice.startsWith('C') ? [{ user: customer, item: code, time }] : [];
  });
  return leaveOneOut(events, 5);
}

export type Event = { user: string; item: string; time: number };

/** The first event of each pair; the last pair of each user is held out where its item is learnt from others. */
export function leaveOneOut(events: readonly Event[], least: number): LeaveOneOut {
  const histories = new Map<string, Map<string, number>>();
  for (const { user, item, time } of events.toSorted((a, b) => a.time - b.time)) {
    const own = histories.get(user) ?? new Map<string, number>();
    histories.set(user, own);
    if (!own.has(item)) own.set(item, time);
  }
  const counts = new Map<string, number>();
  for (const own of histories.values())
    for (const item of own.keys()) counts.set(item, (counts.get(item) ?? 0) + 1);
  const kept = [...histories.values()]
    .map((own) => [...own].filter(([item]) => counts.get(item)! >= least))
    .filter((own) => own.length >= least);
  const learnt = kept.map((own) => own.slice(0, -1));
  const ids = [...new Set(learnt.flatMap((own) => own.map(([item]) => item)))].sort();
  const number = new Map(ids.map((id, at) => [id, at]));
  const rows = learnt.map((own) =>
    own.map(([item, time]) => ({ item: number.get(item)!, time })).sort((a, b) => a.item - b.item),
  );
  const pointer = new Int32Array(rows.length + 1);
  rows.forEach((own, at) => (pointer[at + 1] = pointer[at]! + own.length));
  const index = Int32Array.from(rows.flatMap((own) => own.map(({ item }) => item)));
  const held = kept.flatMap((own, user) => {
    const item = number.get(own.at(-1)![0]);
    return item === undefined ? [] : [{ user, item }];
  });
  return {
    data: {
      ...{ users: rows.length, items: ids.length, userFeatures: null, itemFeatures: null },
      ...{ itemText: null, terms: 0, segments: null, friends: null },
      interactions: { pointer, index, value: new Float32Array(index.length).fill(1) },
      times: Float64Array.from(rows.flatMap((own) => own.map(({ time }) => time))),
    },
    users: Int32Array.from(held, ({ user }) => user),
    relevant: {
      pointer: Int32Array.from({ length: held.length + 1 }, (_, at) => at),
      index: Int32Array.from(held, ({ item }) => item),
      value: new Float32Array(held.length).fill(1),
    },
  };
}
