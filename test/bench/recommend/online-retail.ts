import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import type { RecommendData, SparseRows } from '#shared/engine/recommend.ts';

/** The part learnt from, and the items each user bought for the first time after the cut; rows are users. */
export type RetailSplit = { data: RecommendData; relevant: SparseRows; testUsers: Int32Array };

/**
 * Online Retail as the figures beside it are stated: purchases with a customer, quantity and price above 0, no
 * cancellations; cut at the 80% quantile of the lines' times; users and items known before the cut; what was bought
 * before taken out of what is relevant.
 */
export function onlineRetail(file: URL): RetailSplit {
  const text = gunzipSync(readFileSync(file)).toString('utf8');
  const lines = Papa.parse<string[]>(text, { skipEmptyLines: true })
    .data.slice(1)
    .flatMap((line) => {
      const [invoice = '', code = '', , quantity, date = '', price, customer = ''] = line;
      const bought = customer !== '' && Number(quantity) > 0 && Number(price) > 0;
      return bought && !invoice.startsWith('C') ? [{ customer, code, date }] : [];
    });
  const dates = lines.map((line) => line.date).sort();
  const cut = dates[Math.floor(0.8 * (dates.length - 1))] ?? '';
  const before = lines.filter((line) => line.date <= cut);
  const users = numbered(before.map((line) => line.customer));
  const items = numbered(before.map((line) => line.code));
  const own = Array.from(users, () => new Set<number>());
  for (const line of before) own[users.get(line.customer)!]!.add(items.get(line.code)!);
  const later = Array.from(users, () => new Set<number>());
  for (const line of lines) {
    const [user, item] = [users.get(line.customer), items.get(line.code)];
    if (line.date > cut && user !== undefined && item !== undefined && !own[user]!.has(item))
      later[user]!.add(item);
  }
  const testUsers = Int32Array.from(later.keys()).filter((user) => later[user]!.size > 0);
  return {
    data: {
      users: users.size,
      items: items.size,
      interactions: rowsOf(own),
      userFeatures: null,
      itemFeatures: null,
      itemText: null,
      terms: 0,
      segments: null,
      friends: null,
    },
    relevant: rowsOf(later),
    testUsers,
  };
}

function numbered(ids: readonly string[]): Map<string, number> {
  return new Map([...new Set(ids)].sort().map((id, at) => [id, at]));
}

function rowsOf(sets: readonly Set<number>[]): SparseRows {
  const rows = sets.map((set) => [...set].sort((a, b) => a - b));
  const pointer = new Int32Array(rows.length + 1);
  rows.forEach((own, at) => (pointer[at + 1] = pointer[at]! + own.length));
  return {
    pointer,
    index: Int32Array.from(rows.flat()),
    value: new Float32Array(pointer[rows.length]!).fill(1),
  };
}
