import { describe, expect, it } from 'vitest';
import { SessionFeatures, type SessionEvent } from '#shared/intent/session-features.ts';
import { featureNames, type IntentVocabulary } from '#shared/intent/vocabulary.ts';

const vocabulary: IntentVocabulary = {
  kinds: ['view', 'cart'],
  pairs: [
    [0, 0],
    [0, 1],
  ],
  contexts: [
    { column: 'source', values: ['mail', 'advert'] },
    { column: 'depth', values: null },
  ],
  usualGap: 1,
  has: { time: true, item: true, category: true, price: true, user: true },
};
const start = Date.UTC(2024, 5, 1, 6); // A Saturday.
const event = (
  kind: number,
  seconds: number,
  item: string | null,
  category: string | null,
): SessionEvent => ({
  ...{ kind, item, category, price: item === null ? null : Math.E ** 2 },
  ...{ time: start + seconds * 1000, context: [1, 7] },
});

/** What is told after each event, by name. */
function told(events: SessionEvent[]): Map<string, number>[] {
  const names = featureNames(vocabulary);
  const history = { sessions: 3, purchases: 1, last: start - 2 * 86_400_000 };
  const features = new SessionFeatures(vocabulary, history);
  return events.map((one) => {
    const out = new Float64Array(names.length).fill(NaN);
    features.add(one, out);
    return new Map(
      names.map(({ what, of }, at) => [of === null ? what : `${what} ${of}`, out[at]!]),
    );
  });
}

describe('features of a session', () => {
  const events = [
    event(0, 0, 'a', 'x'),
    event(0, 9, 'b', 'x'),
    event(1, 29, 'b', 'x'),
    event(0, 60, 'a', 'x'),
    event(-1, 61, 'c', 'y'),
  ];
  const all = told(events);

  it('fill every column at every moment', () => {
    for (const one of all) for (const value of one.values()) expect(value).not.toBeNaN();
  });

  it('never change by what comes later', () => {
    for (let length = 1; length <= events.length; length++)
      expect(told(events.slice(0, length))).toEqual(all.slice(0, length));
  });

  it('tell what was done, how often and in which order', () => {
    const [first, second, third, fourth, fifth] = all.map((one) => Object.fromEntries(one));
    expect(first).toMatchObject({ events: 1, 'kind view': 1, 'last view': 1, 'before view': 0 });
    expect(second).toMatchObject({ 'pair view → view': 1, 'pair view → cart': 0 });
    expect(third).toMatchObject({ 'last cart': 1, 'before view': 1, 'pair view → cart': 1 });
    expect(fourth).toMatchObject({ 'share cart': 0.25, 'before cart': 1 });
    // A kind the vocabulary does not know is none of its kinds.
    expect(fifth).toMatchObject({ events: 5, 'last view': 0, 'last cart': 0, 'kind view': 3 });
  });

  it('tell times, items, categories, prices, the user and further columns', () => {
    const [first, second, third, fourth, fifth] = all.map((one) => Object.fromEntries(one));
    expect(first!['sincePrevious']).toBe(0);
    expect(second!['sincePrevious']).toBeCloseTo(Math.log(10), 12);
    expect(third!['pace']).toBeCloseTo(Math.log(10) + Math.log(21) - 2, 12);
    expect(fourth!['elapsed']).toBeCloseTo(Math.log(61), 12);
    expect(first!['weekend']).toBe(1);
    // Carting the item one looks at is no return and no move; going back to the first is a return.
    expect(third).toMatchObject({ items: 2, returns: 0, stays: 1, moves: 0 });
    expect(fourth).toMatchObject({ items: 2, returns: 1, returned: 1, stays: 2 });
    expect(fifth).toMatchObject({ items: 3, returned: 0, categories: 2, moves: 1, stayed: 0 });
    expect(first!['meanPrice']).toBeCloseTo(2, 12);
    expect(first!['sessionsBefore']).toBeCloseTo(Math.log(4), 12);
    expect(first!['rateBefore']).toBeCloseTo(1.5 / 4, 12);
    expect(first!['sinceBefore']).toBeCloseTo(Math.log(3), 12);
    expect(first).toMatchObject({ 'context source = mail': 0, 'context source = advert': 1 });
    expect(first!['context depth']).toBe(7);
  });
});
