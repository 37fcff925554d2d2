import { describe, expect, it } from 'vitest';
import { pairsOf, preparedFrom, type Rows } from '../prepared-from.ts';

const timed: Rows = [
  ['user', 'item', 'at:date'],
  ['a', 'x', '2024-01-01'],
  ['a', 'y', '2024-01-02'],
  ['b', 'x', '2024-01-03'],
  ['b', 'z', '2024-01-04'],
  ['a', 'x', '2024-01-05'],
  ['a', 'z', '2024-01-06'],
  ['b', 'new', '2024-01-07'],
  ['late', 'x', '2024-01-08'],
];

const split = async (events: Rows, given: object, settings: object = { time: 'at' }, seed = 1) => {
  const made = await preparedFrom({ events }, { ...settings, split: given }, seed);
  const { prepared } = made;
  const learnt = pairsOf(prepared.learn.interactions, prepared);
  return { ...made, learnt, tested: pairsOf(prepared.test, prepared) };
};

describe('the split by time', () => {
  it('learns up to one moment for everyone and tests what is new after it', async () => {
    // Eight events, half of them held out: the cut is the time at place floor(0.5 * 7) = 3, 4 January.
    const { learnt, tested, summary, prepared } = await split(timed, { kind: 'time', test: 0.5 });
    expect(learnt).toEqual(['a x 1', 'a y 1', 'b x 1', 'b z 1']);
    // a had x already; nobody had “new” before; “late” came later.
    expect(tested).toEqual(['a z 1']);
    expect(summary.cut).toBe('2024-01-04T00:00:00.000Z');
    expect([summary.coldUsers, summary.coldItems, summary.testUsers]).toEqual([1, 1, 1]);
    expect(Array.from(prepared.pairTime, (time) => new Date(time).getUTCDate())).toEqual([
      ...[1, 2, 3, 4],
    ]);
  });

  it('tells recommenders when each pair last happened, and how many of a user happened at once', async () => {
    const { prepared, summary } = await split(
      [
        ['user', 'item', 'at:date'],
        ['a', 'x', '2024-01-01'],
        ['a', 'y', '2024-01-02'],
        ['a', 'z', '2024-01-02'],
        ['b', 'x', '2024-01-02'],
        ['a', 'x', '2024-01-05'],
      ],
      { kind: 'none' },
    );
    expect(Array.from(prepared.learn.times!, (time) => new Date(time).getUTCDate())).toEqual([
      ...[5, 2, 2, 2],
    ]);
    expect(summary.tied).toBe(2);
    const untimed = await split(timed, { kind: 'none' }, {});
    expect([untimed.prepared.learn.times, untimed.summary.tied]).toEqual([undefined, 0]);
  });

  it('learns of no event after the cut, whatever the data', async () => {
    const { prepared, summary } = await split(timed, { kind: 'time', test: 0.3 });
    const cut = Date.parse(summary.cut!);
    expect(prepared.pairTime.every((time) => time <= cut)).toBe(true);
    expect(prepared.testTime.every((time) => time > cut)).toBe(true);
  });

  it('is made at random where there are no times, and says so', async () => {
    const { summary } = await split(timed, { kind: 'time', test: 0.5 }, {});
    expect(summary).toMatchObject({ split: 'random', timed: false, cut: null, activity: [] });
  });
});

describe('the split by latest items', () => {
  it('holds out the items each user came to last, with all their events', async () => {
    const { learnt, tested } = await split(timed, { kind: 'last', lastItems: 1 });
    // a came to z last (x was had before); b to “new”, which nobody has otherwise; “late” keeps the only item.
    expect(learnt).toEqual(['a x 1', 'a y 1', 'b x 1', 'b z 1', 'late x 1']);
    expect(tested).toEqual(['a z 1']);
  });

  it('leaves every user at least one item', async () => {
    const { learnt } = await split(timed, { kind: 'last', lastItems: 100 });
    expect(learnt).toEqual(['a x 1', 'b x 1', 'late x 1']);
  });

  it('passes over items that were returned', async () => {
    const events = [
      ['user', 'item', 'at:date', 'n:integer'],
      ['a', 'x', '2024-01-01', 1],
      ['a', 'y', '2024-01-02', 1],
      ['b', 'y', '2024-01-02', 1],
      ['a', 'z', '2024-01-03', 1],
      ['a', 'z', '2024-01-04', -1],
    ];
    const { tested } = await split(events, { kind: 'last' }, { time: 'at', weight: 'n' });
    expect(tested).toEqual(['a y 1']);
  });

  it('goes by the order of rows where there are no times', async () => {
    const { tested } = await split(
      [
        ['user', 'item'],
        ['a', 'x'],
        ['a', 'y'],
        ['b', 'y'],
        ['b', 'x'],
      ],
      { kind: 'last' },
      {},
    );
    expect(tested).toEqual(['a y 1', 'b x 1']);
  });
});

describe('the random split', () => {
  const many: Rows = [
    ['user', 'item'],
    ...Array.from({ length: 100 }, (_, u) =>
      Array.from({ length: 40 }, (_, i) => [`u${u}`, `i${i}`]),
    ).flat(),
    // Every pair twice: both events go the same way.
    ...Array.from({ length: 100 }, (_, u) =>
      Array.from({ length: 40 }, (_, i) => [`u${u}`, `i${i}`]),
    ).flat(),
  ];

  it('holds out about the share of pairs, whole pairs, the same for the same seed', async () => {
    const given = { kind: 'random', test: 0.25 };
    const [one, same, other] = [
      await split(many, given, {}),
      await split(many, given, {}),
      await split(many, given, {}, 2),
    ];
    expect(one.summary.pairs.train + one.summary.pairs.test).toBe(4000);
    // 4,000 draws at 0.25: the mean is 1,000, the deviation 27.
    expect(Math.abs(one.summary.pairs.test - 1000)).toBeLessThan(110);
    expect(same.tested).toEqual(one.tested);
    expect(other.tested).not.toEqual(one.tested);
  });

  it('leaves every user something to learn from', async () => {
    const { summary } = await split(many, { kind: 'random', test: 0.9 }, {});
    expect(summary).toMatchObject({ users: 100, coldUsers: 0 });
  });
});

describe('no split', () => {
  it('learns everything and tests nothing', async () => {
    const { summary, learnt, tested } = await split(timed, { kind: 'none' });
    expect(learnt).toHaveLength(7);
    expect(tested).toEqual([]);
    expect(summary).toMatchObject({ testUsers: 0, coldUsers: 0, coldItems: 0, split: 'none' });
  });
});
