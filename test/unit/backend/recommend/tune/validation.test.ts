import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { cutValidation } from '../../../../../src-main/backend/recommend/tune/validation.ts';
import { pairsOf, preparedFrom, type Rows } from '../prepared-from.ts';

const events: Rows = [
  ['user', 'item', 'at:date'],
  ['a', 'x', '2024-01-01'],
  ['b', 'x', '2024-01-02'],
  ['b', 'y', '2024-01-03'],
  ['a', 'z', '2024-01-04'],
  ['b', 'z', '2024-01-06'],
  ['a', 'x', '2024-01-08'],
  ['a', 'y', '2024-01-09'],
];

async function cut(settings: object, share: number) {
  const whole = { split: { kind: 'none' }, ...settings };
  const { prepared } = await preparedFrom({ events }, whole, 1);
  const { learn, test, about } = cutValidation(prepared, share, createRandom(3));
  return {
    about,
    learnt: pairsOf(learn.interactions, prepared),
    times: learn.times && Array.from(learn.times, (time) => new Date(time).toISOString()),
    tested: Array.from(test.users, (user, u) =>
      [
        ...test.relevant.index.subarray(test.relevant.pointer[u]!, test.relevant.pointer[u + 1]!),
      ].map((item) => `${prepared.userIds[user]} ${prepared.itemIds[item]}`),
    ).flat(),
  };
}

describe('the validation part', () => {
  it('is what users came to after one moment; what they had before stays learnt, however late it was repeated', async () => {
    const { about, learnt, tested } = await cut({ time: 'at' }, 0.4);
    // Six pairs by first time: a x, b x, b y, a z | b z, a y.
    expect(about).toMatchObject({ split: 'time', users: 2, pairs: 2 });
    expect(about.cut).toBe('2024-01-04T00:00:00.000Z');
    expect(learnt).toEqual(['a x 1', 'a z 1', 'b x 1', 'b y 1']);
    expect(tested.toSorted()).toEqual(['a y', 'b z']);
  });

  it('tells nothing of what happened after the cut', async () => {
    const { times } = await cut({ time: 'at' }, 0.4);
    // That user a came back to x on the 8th was not known on the 4th.
    expect(times?.map((time) => time.slice(0, 10))).toEqual([
      '2024-01-01',
      '2024-01-04',
      '2024-01-02',
      '2024-01-03',
    ]);
    expect((await cut({}, 0.5)).times).toBeUndefined();
  });

  it('is drawn at random where there are no times', async () => {
    const { about, learnt, tested } = await cut({}, 0.5);
    expect(about).toMatchObject({ split: 'random', cut: null });
    expect(about.pairs).toBe(tested.length);
    expect(learnt.length + tested.length).toBeLessThanOrEqual(6);
  });

  it('is refused where nothing can be spared', async () => {
    const { prepared } = await preparedFrom(
      {
        events: [
          ['user', 'item'],
          ['a', 'x'],
          ['b', 'y'],
        ],
      },
      { split: { kind: 'none' } },
      1,
    );
    expect(() => cutValidation(prepared, 0.5, createRandom(1))).toThrow('tune_no_validation');
  });
});
