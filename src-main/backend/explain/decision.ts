import { largest } from '#shared/statistics/extremes.ts';
import type { FittedLabel } from '#shared/model/prep.ts';
import type { CellValue } from '#shared/model/table.ts';
import { createPredictor } from '#shared/network/predictor.ts';
import { createEncoder } from '#shared/encoding/index.ts';
import { flatWeights } from './contributions.ts';
import type { Explained } from './explained.ts';

/** What is decided for a row: the class, its score, and how far the score of another class is from taking its place. */
export type Decision = {
  code: number;
  /** Of the positive class, or of the class decided for where there are several. */
  score: number;
  outputs: number[];
};

export type Decider = {
  decide: (row: CellValue[]) => Decision;
  /** Above zero once the decision is another than `code`; nearer to zero is nearer to that. */
  margin: (decision: Decision, code: number) => number;
  className: (code: number) => string;
};

/** Decisions by the net in float64, row by row. */
export function createDecider(
  { network, features }: Explained,
  label: FittedLabel,
  threshold: number,
): Decider {
  const encoder = createEncoder(features.prep);
  const predict = createPredictor(network.spec, flatWeights(network.weights));
  const className = (code: number): string => label.classes[code] ?? '';
  if (label.kind === 'binary') {
    return {
      className,
      decide: (row) => {
        const [score = NaN] = predict(encoder.features([row]));
        return { code: score >= threshold ? 1 : 0, score, outputs: [score] };
      },
      margin: ({ score }, code) => (code === 1 ? threshold - score : score - threshold),
    };
  }
  return {
    className,
    decide: (row) => {
      const outputs = predict(encoder.features([row]));
      const score = largest(outputs);
      return { code: outputs.indexOf(score), score, outputs };
    },
    margin: ({ outputs }, code) => {
      const others = outputs.filter((_, k) => k !== code);
      return largest(others) - (outputs[code] ?? NaN);
    },
  };
}
