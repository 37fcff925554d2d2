import { describe, expect, it } from 'vitest';
import type { FittedPrep, FittedStep } from '#shared/model/prep.ts';
import { workedExample } from '#shared/teaching/worked-example.ts';
import { questionOf } from '../../../../../../src-renderer/cells/walkthrough/lesson/question-of.ts';
import { exampleWalk } from '../example-walk.ts';

const { prep } = workedExample;
type Numeric = Extract<FittedStep, { type: 'numeric' }>;
const changed = (change: Partial<Numeric>): FittedPrep => ({
  ...prep,
  steps: prep.steps.map((step) => (step.type === 'numeric' ? { ...step, ...change } : step)),
});
const asked = (given: FittedPrep): string | undefined =>
  questionOf(exampleWalk([0]), given, 'encoding', 1)?.formula;

describe('A question about how a number is encoded', () => {
  it('is asked where it is taken less its mean, by its deviation', () => {
    expect(asked(prep)).toBe('x = (raw − mean) / deviation');
  });

  it.each([
    ['by its range', { scale: 'minmax' }],
    ['by its quartiles', { scale: 'robust' }],
    ['by ends that are known', { known: true }],
    ['by its logarithm', { log: true }],
    ['not at all', { offset: 0, factor: 1 }],
  ] as const)('is not asked in those words where it is scaled %s', (_, change) => {
    expect(asked(changed(change))).toBeUndefined();
  });
});
