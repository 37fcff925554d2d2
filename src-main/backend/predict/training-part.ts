import type { Database } from 'better-sqlite3';
import type { Scorer } from '#shared/export/score.ts';
import type { FittedPrep } from '#shared/model/prep.ts';
import type { CellValue } from '#shared/model/table.ts';
import { createEncoder, labelValue, unknownColumn } from '#shared/encoding/index.ts';
import type { Known } from './calibration.ts';
import type { Drift } from './drift.ts';
import type { TrainingTable } from './messages.ts';
import { storedRows } from './stored-rows.ts';

const codes = { train: 0, validation: 1, test: 2 } as const;
type PartName = keyof typeof codes;

/** Of longer parts every second, third, ... row is looked at, so that time and memory have a bound; of wide tables fewer. */
function mostRows(columns: number): Record<PartName, number> {
  const train = Math.min(200_000, Math.max(2000, Math.floor(8e6 / columns)));
  return { train, validation: 50_000, test: 50_000 };
}

/** What the table a model was trained on tells: its rows' drift base, mean features, and predictions with their labels. */
export type Learnt = {
  validation: Known[];
  test: Known[];
  /** Of the rows of the training part that were looked at. */
  meanFeatures: Float64Array;
  rows: { used: number; all: number };
};

export function learnTrainingPart(
  db: Database,
  { table, parts }: TrainingTable,
  use: {
    scorer: Scorer;
    prep: FittedPrep;
    drift: Drift;
    /** Off: validation and test part are not looked at. */
    calibrates: boolean;
    /** Off: mean features are left at 0. */
    means: boolean;
    progress(done: number): void;
  },
): Learnt {
  const { scorer, prep, drift } = use;
  const encoder = createEncoder(prep);
  const labelAt = prep.columns.findIndex(({ name }) => name === prep.label.column);
  const actualOf = labelValue(prep.label, prep.columns[labelAt] ?? unknownColumn);
  const most = mostRows(prep.steps.length);
  const chosen = chooseRows(parts, most);
  const meanFeatures = new Float64Array(encoder.width);
  const learnt: Learnt = { validation: [], test: [], meanFeatures, rows: countRows(parts, most) };
  const know = (row: CellValue[], into: Known[]): void => {
    const actual = actualOf(row[labelAt]);
    if (actual === null) return;
    const { scores, class: predicted } = scorer.scorePrepared({
      values: row,
      unread: [],
      outside: null,
    });
    into.push({ scores, class: predicted, actual });
  };
  for (const { first, rows } of storedRows(db, table, [...table.columns.keys()])) {
    rows.forEach((row, offset) => {
      const at = first - 1 + offset;
      if (!chosen(at)) return;
      if (parts[at] === codes.train) {
        drift.learn(row);
        if (!use.means) return;
        const features = encoder.features([row]);
        for (let f = 0; f < features.length; f++) {
          meanFeatures[f]! += features[f]! / learnt.rows.used;
        }
      } else if (use.calibrates) {
        know(row, parts[at] === codes.validation ? learnt.validation : learnt.test);
      }
    });
    use.progress(first - 1 + rows.length);
  }
  return learnt;
}

function partSizes(parts: Uint8Array): Record<PartName, number> {
  const sizes = { train: 0, validation: 0, test: 0 };
  for (const code of parts) {
    if (code === codes.train) sizes.train += 1;
    else if (code === codes.validation) sizes.validation += 1;
    else if (code === codes.test) sizes.test += 1;
  }
  return sizes;
}

function countRows(parts: Uint8Array, most: Record<PartName, number>): Learnt['rows'] {
  const { train } = partSizes(parts);
  return { used: Math.ceil(train / stepOf(train, most.train)), all: train };
}

const stepOf = (size: number, most: number): number => Math.max(1, Math.ceil(size / most));

/** Tells, asked for each row in order, whether it is looked at. */
function chooseRows(parts: Uint8Array, most: Record<PartName, number>): (row: number) => boolean {
  const sizes = partSizes(parts);
  const steps = [
    stepOf(sizes.train, most.train),
    stepOf(sizes.validation, most.validation),
    stepOf(sizes.test, most.test),
  ];
  const seen = [0, 0, 0];
  return (row) => {
    const code = parts[row] ?? 255;
    const step = steps[code];
    if (step === undefined) return false;
    const count = seen[code]!;
    seen[code] = count + 1;
    return count % step === 0;
  };
}
