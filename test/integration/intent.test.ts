import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { intent as definition, type IntentOutput } from '#shared/model/cells/intent.ts';
import { user } from '#shared/model/cells/user.ts';
import { createRandom } from '#shared/random/index.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryBackend, type CellResult } from '../support/run-notebook.ts';
import { shopIntent } from '../support/shop-intent.ts';

type Queries = typeof definition.queries;
const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
beforeAll(async () => {
  backend = await temporaryBackend();
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

async function ask<Q extends keyof Queries>(
  result: CellResult,
  query: Q,
  input: z.input<Queries[Q]['input']>,
): Promise<z.output<Queries[Q]['output']>> {
  const answer = await backend.client.notebook.query({ address: result.address, query, input });
  return definition.queries[query].output.parse(answer) as z.output<Queries[Q]['output']>;
}

describe('purchases foretold in the sample shop', () => {
  let result: CellResult;
  let output: IntentOutput;
  beforeAll(async () => {
    const { results } = await backend.run(shopIntent(3000, 5));
    result = results.get('intent')!;
    output = definition.output.parse(result.output);
  });
  const after = (share: number) => output.early.find((one) => one.share === share)!;

  it('reach at least 95% of what is achievable after half of the events, and far more than the latest kind', () => {
    const { auc, rule, lift } = after(0.5);
    expect(auc.value! / output.best!.half).toBeGreaterThan(0.95);
    // What is planted is the best there can be, up to the chance of these sessions.
    expect(auc.low!).toBeLessThan(output.best!.half);
    expect(auc.low!).toBeGreaterThan(rule!);
    expect(lift!).toBeGreaterThan(2);
    expect(after(1).auc.value! / output.best!.end).toBeGreaterThan(0.95);
    expect(after(1).auc.value!).toBeGreaterThan(auc.value!);
  });

  it('say probabilities that come true', () => {
    const { bins, error, brier, baseBrier, sessions } = output.reliability;
    expect(bins.length).toBe(10);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(sessions);
    expect(error).toBeLessThan(0.05);
    expect(brier).toBeLessThan(baseBrier - 0.02);
    // Each interval is a 95% one: of ten, nearly all hold what was said.
    const held = bins.filter(({ predicted, low, high }) => low <= predicted && predicted <= high);
    expect(held.length).toBeGreaterThan(6);
  });

  it('are tested on sessions that begin after all those learnt from', () => {
    const { train, validation, test } = output.parts;
    expect(train.from! < validation.from! && validation.from! < test.from!).toBe(true);
    expect(train.sessions + validation.sessions + test.sessions).toBeLessThanOrEqual(
      output.sessions,
    );
    expect(output).toMatchObject({ leftOut: 0, ties: 0, atOnce: 0, afterwards: 0, givenAway: [] });
    expect(output.columns.further).toEqual(['source']);
    expect(output.purchase).toEqual(['purchase']);
  });

  it('find more purchases the lower the threshold, fewer of them right', () => {
    const alarms = output.alarms.toSorted((a, b) => b.threshold - a.threshold);
    for (const [at, alarm] of alarms.slice(1).entries()) {
      expect(alarm.found.value!).toBeGreaterThan(alarms[at]!.found.value!);
      expect(alarm.right.value!).toBeLessThan(alarms[at]!.right.value!);
      expect(alarm.told).toBeGreaterThan(alarms[at]!.told);
    }
    expect(alarms[0]!.eventsAhead!).toBeGreaterThanOrEqual(1);
    expect(alarms[0]!.minutesAhead!).toBeGreaterThan(0.5);
  });

  it('show sessions in the order asked for, and each with a curve that ends before the purchase', async () => {
    const asked = { text: '', limit: 20 };
    const surest = await ask(result, 'sessions', { ...asked, order: 'surest' });
    expect(surest.sessions.every(({ bought }) => bought)).toBe(true);
    const last = surest.sessions.map((one) => one.last);
    expect(last).toEqual(last.toSorted((a, b) => b - a));
    const alarms = await ask(result, 'sessions', { ...asked, order: 'alarms' });
    expect(alarms.sessions.some(({ bought }) => bought)).toBe(false);
    const [first] = surest.sessions;
    const one = (await ask(result, 'session', { id: first!.id }))!;
    expect(one.list.length).toBe(first!.events);
    expect(one.list.at(-1)!.probability).toBe(first!.last);
    expect(one.list.some(({ kind }) => kind === 'purchase')).toBe(false);
    const found = await ask(result, 'sessions', { order: 'latest', text: first!.id, limit: 5 });
    expect(found.sessions.map(({ id }) => id)).toContain(first!.id);
    expect(await ask(result, 'session', { id: 'nobody’s' })).toBeNull();
  });

  it('follow events that are typed in, by those before them alone', async () => {
    const events = [
      { kind: 'search', item: null, minutes: 0 },
      { kind: 'view', item: 'I00001', minutes: 0.5 },
      { kind: 'reviews', item: 'I00001', minutes: 2 },
      { kind: 'cart', item: 'I00001', minutes: 2 },
      { kind: 'remove', item: 'I00001', minutes: 0.1 },
    ];
    const whole = await ask(result, 'live', { user: null, events });
    const [, view, , cart, removed] = whole.moments.map(({ probability }) => probability);
    expect(cart!).toBeGreaterThan(2 * view!);
    expect(removed!).toBeLessThan(cart!);
    expect(whole.moments[3]!.reasons[0]!.amount).not.toBe(0);
    const begun = await ask(result, 'live', { user: null, events: events.slice(0, 3) });
    expect(begun.moments).toEqual(whole.moments.slice(0, 3));
    const known = await ask(result, 'live', { user: 'U0000007', events });
    expect(known.history!.sessions).toBeGreaterThanOrEqual(known.history!.purchases);
    const unknown = await ask(result, 'live', { user: 'who?', events: [] });
    expect(unknown).toMatchObject({ moments: [], history: null });
  });
});

describe('a purchase foretold on a user’s screen', () => {
  it('is what the cell that foretells it says of this user and these events', async () => {
    const { cells, ...notebook } = shopIntent(1000, 6, { model: 'linear' });
    const source = { type: 'sample', users: 1000, seed: 6, variant: 'clean' };
    const { results } = await backend.run({
      ...notebook,
      cells: [
        ...cells,
        cell('events', 'data', { source: { ...source, table: 'events' } }),
        cell('who', 'interactions', {}, { events: ['events'] }),
        cell('popular', 'recommend', { algorithm: { type: 'popular' } }, { interactions: ['who'] }),
        cell('user', 'user', {}, { recommenders: ['popular'], intent: ['intent'] }),
        cell('alone', 'user', {}, { recommenders: ['popular'] }),
      ],
    });
    const screen = results.get('user')!;
    const shown = user.output.parse(screen.output).intent!;
    expect(shown.kinds.map(({ kind }) => kind)).not.toContain('purchase');
    const input = {
      user: 'U0000003',
      events: ['search', 'view', 'cart'].map((kind) => ({ kind, minutes: 1 })),
    };
    const answer = await ask(results.get('intent')!, 'live', input);
    const query = 'live';
    const there = await backend.client.notebook.query({ address: screen.address, query, input });
    expect(there).toEqual(answer);
    const alone = results.get('alone')!;
    expect(user.output.parse(alone.output).intent).toBeNull();
    const { address } = alone;
    await expect(backend.client.notebook.query({ address, query, input })).rejects.toThrow();
  });
});

/** A log of `sessions` whose ends depend on whether something was put into the basket. */
function logOf(sessions: number, seed: number): string[][] {
  const random = createRandom(seed);
  return Array.from({ length: sessions }, (_, session) => {
    const start = Date.UTC(2024, 0, 1) + session * 3_600_000;
    const cart = random.next() < 0.4;
    const buys = random.next() < (cart ? 0.7 : 0.1);
    const kinds = ['看', ...(cart ? ['加购'] : ['看']), '看', ...(buys ? ['购买', '看'] : [])];
    return kinds.map((kind, at): [string, string, string, string] => [
      `客${session % 50}`,
      new Date(start + at * 60_000).toISOString().slice(0, 19).replace('T', ' '),
      kind,
      buys ? '成' : '否',
    ]);
  }).flat();
}

async function intentOf(name: string, csv: string, settings = {}): Promise<CellResult> {
  const path = folder.file(name);
  writeFileSync(path, csv);
  const { results } = await backend.run(
    notebookOf(
      cell('log', 'data', { source: { type: 'file', path, name } }),
      cell('intent', 'intent', settings, { events: ['log'] }),
    ),
  );
  return results.get('intent')!;
}

describe('purchases foretold in a log of one’s own', () => {
  const rows = logOf(1200, 3);

  it('tell sessions of a user apart by pauses, in Chinese, and leave out a column that gives the end away', async () => {
    const csv = ['用户编号,时间,行为类型,结果', ...rows.map((row) => row.join(','))].join('\n');
    const result = await intentOf('log.csv', csv);
    const output = definition.output.parse(result.output);
    expect(output.columns).toMatchObject({
      ...{ session: null, user: '用户编号', time: '时间', kind: '行为类型', further: [] },
    });
    expect(output.givenAway).toEqual(['结果']);
    expect(output.purchase).toEqual(['购买']);
    expect(output.sessions).toBe(1200);
    // One row after each purchase.
    expect(output.afterwards).toBe(output.purchases);
    const { auc } = output.early.find(({ share }) => share === 1)!;
    // Nothing but the basket tells: P(cart) .4, P(buy) .7 and .1, so the AUC is known.
    const [buy, not] = [0.4 * 0.7 + 0.6 * 0.1, 0.4 * 0.3 + 0.6 * 0.9];
    const [high, low] = [(0.4 * 0.7) / buy, (0.4 * 0.3) / not];
    const best = high * (1 - low) + 0.5 * (high * low + (1 - high) * (1 - low));
    expect(auc.value!).toBeGreaterThan(best - 0.08);
    expect(auc.value!).toBeLessThan(best + 0.08);
    const live = await ask(result, 'live', {
      user: '客1',
      events: ['看', '加购', '看'].map((kind) => ({ kind, minutes: 1 })),
    });
    expect(live.moments.at(-1)!.probability).toBeGreaterThan(0.55);
    expect(live.moments.at(-1)!.probability).toBeLessThan(0.85);
    expect(live.moments[0]!.probability).toBeLessThan(0.5);
  });

  it('need no times where there is a column of sessions, and no users', async () => {
    const lines = rows.map(([user, time, kind]) => [`${user} ${time!.slice(0, 13)}`, kind].join());
    const result = await intentOf('s.csv', ['session_id,event', ...lines].join('\n'), {
      purchase: ['购买'],
    });
    const output = definition.output.parse(result.output);
    expect(output).toMatchObject({ timed: false, users: null, sessions: 1200 });
    expect(output.alarms[0]!.minutesAhead).toBeNull();
    expect(output.parts.test.from).toBeNull();
    const [latest] = (await ask(result, 'sessions', { order: 'latest', text: '', limit: 1 }))
      .sessions;
    expect(latest).toMatchObject({ user: null, start: null });
  });

  it.each([
    ['no column of kinds', 'user,time\n1,2024-01-01\n', {}, 'intent_no_kind'],
    ['nothing that says whose events they are', 'event\nview\nbuy\n', {}, 'intent_no_session'],
    ['no kind that is a purchase', 'session_id,event\n1,view\n1,look\n', {}, 'intent_no_purchase'],
    ['sessions too few', 'session_id,event\n1,view\n1,buy\n2,view\n', {}, 'intent_too_few'],
    [
      'a column that is gone',
      'session_id,event\n1,view\n1,buy\n',
      { columns: { kind: 'action' } },
      'column_missing',
    ],
  ])('say what is missing: %s', async (_, csv, settings, code) => {
    await expect(intentOf('bad.csv', csv, settings)).rejects.toThrow(code);
  });
});
