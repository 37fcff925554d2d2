import { afterAll, describe, expect, it } from 'vitest';
import { features, type FeaturesOutput } from '#shared/model/cells/features.ts';
import type { Encoding } from '#shared/model/prep.ts';
import { encodeRows } from '#shared/encoding/index.ts';
import { fitFeatures, tableSource } from '../../../../src-main/backend/features/index.ts';
import { storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

const { workspace, remove } = temporaryWorkspace();
afterAll(remove);

type Fitted = Pick<FeaturesOutput, 'prep' | 'warnings'>;

async function fitColumn(values: number[], encoding: Encoding): Promise<Fitted> {
  const rows = values.map((value, row) => [value, row % 2]);
  const table = storeTable(workspace, { x: 'real', label: 'boolean' }, rows);
  const settings = features.settings.parse({
    label: { column: 'label' },
    columns: [{ column: 'x', encoding }],
    split: { validation: 0, test: 0 },
  });
  const source = tableSource(workspace.tables, table.id);
  return fitFeatures(source, settings, 7, () => Promise.resolve());
}

const encoded = ({ prep }: Fitted, values: number[]): number[] => [
  ...encodeRows(
    prep,
    values.map((value) => [value, 0]),
  ).x,
];

// scikit-learn 1.9.1's StandardScaler has scale_ 1 for what differs by rounding alone (#17794, #19527).
describe('A scale', () => {
  const numeric = { type: 'numeric', scale: 'standard', log: false } as const;
  const factorOf = ({ prep }: Fitted): number => {
    const [step] = prep.steps;
    return step?.type === 'numeric' ? step.factor : NaN;
  };
  const kinds = ({ warnings }: Fitted) => warnings.map(({ kind }) => kind);

  it.each(['standard', 'minmax', 'robust'] as const)(
    'does not scale up one unit in the last place, %s',
    async (scale) => {
      const noise = Array.from({ length: 40 }, (_, i) => (i % 2 ? 0.1 + 0.2 : 0.3));
      const output = await fitColumn(noise, { ...numeric, scale });
      expect(factorOf(output)).toBe(1);
      expect(kinds(output)).toContain('near_constant');
      for (const x of encoded(output, [0.3, 0.1 + 0.2])) expect(Math.abs(x)).toBeLessThan(1e-15);
    },
  );

  it.each([
    ['standard', undefined],
    ['none', undefined],
    ['minmax', 'minmax'],
    ['robust', 'robust'],
  ] as const)(
    'keeps what it goes by where that is not mean and deviation, %s',
    async (scale, kept) => {
      const { prep } = await fitColumn([1, 2, 3, 10], { ...numeric, scale });
      expect(prep.steps[0]).toHaveProperty('type', 'numeric');
      expect(prep.steps[0] && 'scale' in prep.steps[0] ? prep.steps[0].scale : undefined).toBe(
        kept,
      );
    },
  );

  it('keeps apart what differs at a large offset', async () => {
    const values = Array.from({ length: 40 }, (_, i) => 1e15 + (i % 3));
    const output = await fitColumn(values, numeric);
    const [a, b, c] = encoded(output, [1e15, 1e15 + 1, 1e15 + 2]);
    expect([b! - a!, c! - b!]).toEqual([1, 1]);
    expect(kinds(output)).not.toContain('near_constant');
  });

  // numpy in extended precision: mean 1e300 / 40, deviation 1e300 sqrt(39) / 40; encoded 6.2449980 and -.1601282.
  it('holds a value whose square is beyond float64, and tells that the others are one beside it', async () => {
    const values = [1e300, ...Array.from({ length: 39 }, (_, i) => i + 1)];
    const output = await fitColumn(values, numeric);
    const [huge, one, last] = encoded(output, [1e300, 1, 39]);
    expect(huge).toBeCloseTo(6.244998, 5);
    expect(one).toBeCloseTo(-0.1601282, 6);
    expect(last).toBe(one);
    expect(kinds(output)).toContain('dominated');
    const logged = await fitColumn(values, { ...numeric, log: true });
    expect(kinds(logged)).not.toContain('dominated');
  });

  it('reaches from one end of float64 to the other', async () => {
    const values = [1.2e308, -1.2e308, 1e308, 0, -1e308, 1.1e308];
    const output = await fitColumn(values, { ...numeric, scale: 'minmax' });
    const ends = encoded(output, [-1.2e308, 0, 1.2e308]);
    expect(ends[0]).toBe(0);
    expect(ends[2]! / ends[1]!).toBeCloseTo(2, 5);
  });
});
