import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { groupResults as schema } from '#shared/model/results/group-results.ts';
import { createRandom } from '#shared/random/index.ts';
import { columnOfValues } from '../../../../src-main/backend/data/index.ts';
import { measureGroups } from '../../../../src-main/backend/evaluate/group-results.ts';

const byGroup = z.record(z.string(), z.number());
const golden = z
  .object({
    ...{ group: z.array(z.string()), actual: z.array(z.number()), scores: z.array(z.number()) },
    ...{ threshold: z.number(), byGroup: z.record(z.string(), byGroup), gaps: byGroup },
  })
  .parse(
    JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../golden/groups/groups.json'), 'utf8'),
    ),
  );
const column = columnOfValues({ name: 'group', type: 'category' }, golden.group);
const scores = Float64Array.from(golden.scores);
const actual = Float64Array.from(golden.actual);
const predicted = Int32Array.from(scores, (score) =>
  score >= Math.fround(golden.threshold) ? 1 : 0,
);
const pace = () => Promise.resolve();

describe('results by group', () => {
  it('agree with fairlearn and scikit-learn, rates and differences alike', async () => {
    const found = await measureGroups(column, { kind: 'binary', actual, scores, predicted }, pace);
    schema.parse(found);
    const names = found.grouping.groups.map((one) =>
      one.type === 'value' ? String(one.value) : '',
    );
    expect(names.toSorted()).toEqual(['east', 'north', 'south', 'west']);
    for (const [at, name] of names.entries()) {
      const own = found.groups[at]!;
      for (const measure of [
        'selected',
        'truePositive',
        'falsePositive',
        'precision',
        'accuracy',
        'observed',
      ] as const) {
        const { value, low, high } = own[measure]!;
        expect(value, `${name} ${measure}`).toBeCloseTo(golden.byGroup[measure]![name]!, 12);
        expect(low!).toBeLessThanOrEqual(value!);
        expect(high!).toBeGreaterThanOrEqual(value!);
      }
      const { value: area, low, high } = own.rocAuc!;
      expect(area, name).toBeCloseTo(golden.byGroup['rocAuc']![name]!, 12);
      expect(low!).toBeLessThan(area!);
      expect(high!).toBeGreaterThan(area!);
      const mine = [...golden.group.keys()].filter((row) => golden.group[row] === name);
      const mean = (of: ArrayLike<number>) =>
        mine.reduce((sum, row) => sum + of[row]!, 0) / mine.length;
      expect(own.bias!.value, name).toBeCloseTo(mean(scores) - mean(actual), 12);
      for (const bin of own.calibration) {
        expect(bin.low!).toBeLessThanOrEqual(bin.observed);
        expect(bin.high!).toBeGreaterThanOrEqual(bin.observed);
      }
      expect(own.calibration.reduce((sum, { count }) => sum + count, 0)).toBe(own.rows);
    }
    for (const { gap, value } of found.gaps) expect(value, gap).toBeCloseTo(golden.gaps[gap]!, 12);
    expect(found.gaps.map(({ gap }) => gap)).toEqual([
      'demographicParity',
      'equalOpportunity',
      'equalisedOdds',
      'accuracy',
    ]);
  });

  it('of numbers tell errors by group, and where predictions lie too high', async () => {
    const numbers = scores.map((score) => score * 10);
    const found = await measureGroups(
      column,
      { kind: 'number', actual, scores: numbers, predicted },
      pace,
    );
    expect(found.gaps).toMatchObject([{ gap: 'error' }]);
    expect(found.gaps[0]!.value).toBeCloseTo(golden.gaps['error']!, 5);
    expect(found.groups.every(({ bias, error }) => bias!.value! <= error!.value!)).toBe(true);
  });

  it('cover the true difference: intervals of 95% on planted gaps hold it nine times in ten or more', async () => {
    const random = createRandom(5);
    let held = 0;
    for (let trial = 0; trial < 40; trial += 1) {
      const groups = Array.from({ length: 600 }, () => (random.below(2) === 0 ? 'a' : 'b'));
      const chosen = Int32Array.from(groups, (own) =>
        random.next() < (own === 'a' ? 0.6 : 0.35) ? 1 : 0,
      );
      const found = await measureGroups(
        columnOfValues({ name: 'g', type: 'category' }, groups),
        {
          kind: 'binary',
          actual: Float64Array.from(chosen),
          scores: Float64Array.from(chosen),
          predicted: chosen,
        },
        pace,
      );
      const { low, high } = found.gaps[0]!;
      if (low! <= 0.25 && high! >= 0.25) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(35);
  });

  it('keep missing values as a group, put rare ones together, cut numbers into fourths, say nothing of nothing', async () => {
    const rows = 200;
    const decided = (n: number) => ({
      ...{ kind: 'binary' as const, actual: new Float64Array(n), scores: new Float64Array(n) },
      predicted: new Int32Array(n),
    });
    const many = Array.from({ length: rows }, (_, at) => (at % 10 === 0 ? null : `v${at % 17}`));
    const found = await measureGroups(
      columnOfValues({ name: 'v', type: 'text' }, many),
      decided(rows),
      pace,
    );
    expect(found.grouping.groups.slice(-2).map(({ type }) => type)).toEqual(['other', 'missing']);
    expect(found.groups.reduce((sum, own) => sum + own.rows, 0)).toBe(rows);
    // Nobody is positive: who was found of them cannot be said.
    expect(
      found.groups.every(({ truePositive, rocAuc }) => truePositive === null && rocAuc === null),
    ).toBe(true);
    expect(found.gaps.find(({ gap }) => gap === 'equalOpportunity')!.value).toBeNull();
    const ages = await measureGroups(
      columnOfValues(
        { name: 'age', type: 'integer' },
        Array.from({ length: rows }, (_, at) => at),
      ),
      decided(rows),
      pace,
    );
    expect(ages.groups.map((own) => own.rows)).toEqual([50, 50, 50, 50]);
    const none = await measureGroups(
      columnOfValues({ name: 'v', type: 'text' }, []),
      decided(0),
      pace,
    );
    expect(none.groups).toEqual([]);
  });
});
