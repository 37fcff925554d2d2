import { noiseWithin, quotient, pureEpsilon, shareOf, type NoiseType } from './noise.ts';
import { partsOf, quantileSteps, sumSteps, type Question } from './question.ts';

/** How often the truth may lie outside what is told. */
export const outside = 0.05;

export type Asked = {
  questions: readonly Question[];
  noise: NoiseType;
  epsilon: number;
  delta: number;
  /** Most rows of one person; 1 where rows are hidden. */
  most: number;
  /** Whether groups are found in the data. */
  found: boolean;
};

/** Questions as they are answered: groups that are found are found by their count. */
export function answered({ questions, found }: Pick<Asked, 'questions' | 'found'>): Question[] {
  const counted = questions.some(({ type }) => type === 'count');
  return found && !counted ? [{ type: 'count' }, ...questions] : [...questions];
}

/** Of delta, what the noise may use: finding groups takes the other half where both do. */
export function noiseDelta({
  delta,
  found,
  noise,
}: Pick<Asked, 'delta' | 'found' | 'noise'>): number {
  return found && noise === 'gaussian' ? delta / 2 : delta;
}

export function shareOfAsked(asked: Asked): ReturnType<typeof shareOf> {
  const parts = answered(asked).reduce((sum, one) => sum + partsOf(one), 0);
  return shareOf({ ...asked, delta: noiseDelta(asked) }, Math.max(1, parts));
}

/** Delta that is used up: none where Laplace noise alone is drawn. */
export function deltaOf({ noise, found, delta }: Pick<Asked, 'noise' | 'found' | 'delta'>): number {
  return noise === 'laplace' && !found ? 0 : delta;
}

/** How far off an answer may be, in 19 of 20 draws, before anything is drawn; `unit` says of what. */
export type ExpectedError = {
  question: Question;
  unit: 'rows' | 'sum' | 'sumOfDifferences';
  off: number;
};

/** Known from the settings alone, so that accuracy can be weighed before anything is spent. */
export function expectedErrors(asked: Asked): ExpectedError[] {
  const share = shareOfAsked(asked);
  return answered(asked).map((one): ExpectedError => {
    const { most } = asked;
    switch (one.type) {
      case 'count':
      case 'histogram':
        return { question: one, unit: 'rows', off: noiseWithin(share, most, outside) };
      case 'sum': {
        const off = noiseWithin(share, most * sumSteps, outside) * sumUnit(one);
        return { question: one, unit: 'sum', off };
      }
      case 'mean': {
        const off = noiseWithin(share, most * sumSteps, outside / 2) * meanUnit(one);
        return { question: one, unit: 'sumOfDifferences', off };
      }
      case 'quantiles':
        return { question: one, unit: 'rows', off: ranksOff(quotient(pureEpsilon(share)), most) };
    }
  });
}

/** What one step of a sum is worth. */
export function sumUnit({ low, high }: { low: number; high: number }): number {
  return Math.max(Math.abs(low), Math.abs(high)) / sumSteps;
}

/** The same of differences from the middle of the bounds. */
export function meanUnit({ low, high }: { low: number; high: number }): number {
  return (high - low) / 2 / sumSteps;
}

/**
 * Rows that a quantile's place may be off: a score that is worse by x than the best is chosen with probability at most
 * candidates e^(-epsilon x / 2 sensitivity) (McSherry, Talwar 2007; permute-and-flip is never worse).
 */
export function ranksOff(epsilon: number, most: number): number {
  return ((2 * most) / epsilon) * Math.log((quantileSteps + 1) / outside);
}
