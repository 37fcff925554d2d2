import type { ExportedModel } from './exported-model.ts';
import { prediction } from './prediction.ts';
import { objectReader, type Expected } from './read-row.ts';
import { createScorer } from './score.ts';
import type { Prediction } from './service-types.ts';
import { shownValue } from './shown-value.ts';

/** A row that cannot be read; says which column, and what belongs there. */
export class RowError extends Error {
  readonly column: string;
  readonly expected: Expected;

  constructor(column: string, found: unknown, expected: Expected) {
    const wanted = expected.replaceAll('_', ' ');
    super(`column "${column}": ${shownValue(found)} is not ${wanted}`);
    this.name = 'RowError';
    this.column = column;
    this.expected = expected;
  }
}

export type Runtime = {
  /** Scores a row of named values. @throws RowError naming the column where a value is missing, unknown or of another type, TypeError where it is no object */
  predict(row: Readonly<Record<string, unknown>>): Prediction;
  /** Scores values in the order of `inputs`, dates and categories as they stand: what the golden rows hold. */
  predictValues(values: readonly (string | number | null)[]): Prediction;
  /** The numbers the network reads, for such values. */
  features(values: readonly (string | number | null)[]): Float32Array;
};

/** All a module without dependencies needs to score rows: what exports are bundled with. */
export function createRuntime(model: Omit<ExportedModel, 'golden' | 'source'>): Runtime {
  const scorer = createScorer(model);
  const read = objectReader(model);
  return {
    predict(given) {
      if (typeof given !== 'object' || given === null || Array.isArray(given))
        throw new TypeError(`a row is an object of values by column, not ${shownValue(given)}`);
      const result = read(given);
      if ('fault' in result) {
        const { column, found, expected } = result.fault;
        throw new RowError(column, found, expected);
      }
      return prediction(model, scorer.score(result.row));
    },
    predictValues: (values) => prediction(model, scorer.score(values)),
    features: (values) => scorer.features(values),
  };
}
