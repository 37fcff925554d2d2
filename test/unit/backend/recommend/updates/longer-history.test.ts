import { describe, expect, it } from 'vitest';
import { longerHistory } from '../../../../../src-main/backend/recommend/updates/longer-history.ts';
import { examplePrepared } from '../user/example-prepared.ts';

const day = 86_400_000;
/** User 0 has item 0 since day 1 and item 1 (weight 2) since day 3. */
const historyOf = (value: 'sum' | 'latest', events: [number, number, number][]) => {
  const { items, weights, times } = longerHistory(
    { ...examplePrepared(), value },
    0,
    events.map(([item, weight, at]) => ({ item, weight, time: at * day })),
  );
  return Array.from(items, (item, at) => [item, weights[at], times[at]! / day]);
};

describe('a history with new events', () => {
  it('adds up what counts as a sum, and forgets what was taken back entirely', () => {
    expect(
      historyOf('sum', [
        [1, 3, 9],
        [3, 1, 8],
        [0, -1, 9],
      ]),
    ).toEqual([
      [1, 5, 9],
      [3, 1, 8],
    ]);
  });

  it('goes by the latest rating where the latest counts', () => {
    expect(
      historyOf('latest', [
        [0, 5, 9],
        [1, 4, 2],
      ]),
    ).toEqual([
      [0, 5, 9],
      [1, 2, 3],
    ]);
  });
});
