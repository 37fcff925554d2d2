import type { ScoredModel } from '#shared/export/score.ts';
import type { PredictOutput, PredictSettings } from '#shared/model/cells/predict.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import type { Work } from '../lib/index.ts';
import type { DatabaseFile } from '../storage/index.ts';

/** A stored table as a thread of its own reads it. */
export type StoredTable = { id: string; columns: Column[]; rows: number };

/** The table a model was trained on, as Features read it: one byte a row says its part. */
export type TrainingTable = { table: StoredTable; parts: Uint8Array };

/** An input of the model and where the table has it. */
export type BroughtColumn = { place: number; found: Column; expected: Column };

export type PredictTask = {
  file: DatabaseFile;
  model: ScoredModel;
  table: StoredTable;
  /** By input of the model, in its order. */
  brought: BroughtColumn[];
  /** Where the table has the label; null where it does not. */
  label: number | null;
  /** Positions of the columns that stand before the predictions. */
  kept: number[];
  training: TrainingTable | null;
  settings: Pick<PredictSettings, 'coverage' | 'reasons' | 'badValues'>;
};

/** What was found out on the way; the rest of a result is known without scoring. */
export type Scored = Pick<
  PredictOutput,
  | 'counts'
  | 'mean'
  | 'labelled'
  | 'interval'
  | 'noInterval'
  | 'reasonsGap'
  | 'unseenRows'
  | 'outsideRows'
  | 'drift'
  | 'driftRows'
  | 'told'
  | 'rowsPerSecond'
>;

export type PredictWork = Work<PredictTask, PredictMessage>;
export type PredictMessage =
  | { type: 'columns'; columns: Column[] }
  | { type: 'learning'; done: number; total: number }
  | { type: 'rows'; rows: CellValue[][] }
  | { type: 'done'; scored: Scored };
