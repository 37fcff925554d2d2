import type { Score } from '#shared/export/score.ts';
import type { PredictOutput } from '#shared/model/cells/predict.ts';
import type { FittedPrep } from '#shared/model/prep.ts';
import type { CellValue } from '#shared/model/table.ts';
import { labelValue, unknownColumn } from '#shared/encoding/index.ts';
import { holds } from './calibration.ts';

/** Compares predictions with the labels a table happens to have. */
export function createLabelled(
  { columns, label }: Pick<FittedPrep, 'columns' | 'label'>,
  quantile: number | null,
): { add(value: CellValue, score: Score): void; told(): PredictOutput['labelled'] } {
  const column = columns.find(({ name }) => name === label.column);
  const actualOf = labelValue(label, column ?? unknownColumn);
  let [rows, right, error, covered] = [0, 0, 0, 0];
  return {
    add(value, score) {
      const actual = value === null ? null : actualOf(value);
      if (actual === null) return;
      rows += 1;
      if (score.class === actual) right += 1;
      if (score.class === null) error += Math.abs(actual - (score.scores[0] ?? NaN));
      if (quantile !== null && holds(label, { ...score, actual }, quantile)) covered += 1;
    },
    told() {
      const isNumber = label.kind === 'number';
      return {
        rows,
        accuracy: isNumber || rows === 0 ? null : right / rows,
        meanError: isNumber && rows > 0 ? error / rows : null,
        covered: quantile === null || rows === 0 ? null : covered,
      };
    },
  };
}
