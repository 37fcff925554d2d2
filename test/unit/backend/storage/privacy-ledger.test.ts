import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryWorkspace } from '../../../support/workspace.ts';

let { workspace, remove }: ReturnType<typeof temporaryWorkspace> = {} as never;
beforeEach(() => ({ workspace, remove } = temporaryWorkspace()));
afterEach(() => remove());

const spending = (epsilon: number, delta = 0, unit: 'row' | 'person' = 'row') => ({
  ...{ unit, epsilon, delta, kind: 'privateStatistics' },
  ...{ notebook: 'n', cell: 'c', address: 'a' },
});
const row = () => workspace.privacy.budget().units.find(({ unit }) => unit === 'row')!;

describe('the privacy budget', () => {
  it('adds up what is spent, whatever it is spent on, and refuses what is not left', () => {
    const { privacy } = workspace;
    privacy.allow('row', { epsilon: 1, delta: 1e-5 });
    for (let i = 0; i < 10; i += 1) privacy.spend(spending(0.1, 1e-6), i);
    expect(row().spentEpsilon).toBeCloseTo(1, 12);
    expect(row().spentDelta).toBeCloseTo(1e-5, 15);
    expect(() => privacy.spend(spending(0.001), 11)).toThrow(
      expect.objectContaining({ code: 'privacy_budget_spent' }),
    );
    expect(() => privacy.check(spending(0, 1e-9))).toThrow();
    expect(privacy.budget().spent).toHaveLength(10);
    expect(privacy.budget().spent[0]).toMatchObject({ seq: 10, at: 9, epsilon: 0.1 });
  });

  it('of persons is another one than that of rows', () => {
    const { privacy } = workspace;
    privacy.allow('row', { epsilon: 1, delta: 0 });
    privacy.spend(spending(5, 0, 'person'), 1);
    privacy.spend(spending(1), 1);
    expect(() => privacy.spend(spending(0.1), 1)).toThrow();
    expect(() => privacy.spend(spending(5, 0, 'person'), 1)).not.toThrow();
  });

  it('may be less than is spent already: nothing is left then', () => {
    const { privacy } = workspace;
    privacy.spend(spending(2), 1);
    privacy.allow('row', { epsilon: 1, delta: 1e-5 });
    expect(() => privacy.spend(spending(0.01), 1)).toThrow(
      expect.objectContaining({ params: expect.objectContaining({ leftEpsilon: '0' }) as unknown }),
    );
  });
});
