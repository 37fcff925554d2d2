import type { CleanStep } from '#shared/model/cells/clean.ts';
import type { CellValue, TableInfo } from '#shared/model/table.ts';
import type { PassOptions } from './pass.ts';
import type { Stage } from './stage.ts';

/** A table that can be joined: its cell's name, and its rows. */
export type OtherTable = {
  name: string;
  info: TableInfo;
  /** Rows in stored order; `columns` by position. */
  scan(columns: number[]): Iterable<CellValue[][]>;
  /** One row by position from 0, all columns. */
  row(position: number): CellValue[];
};

export type StepContext = PassOptions & {
  /** Position of the step, and where it stands in the settings, for messages. */
  at: number;
  path: string;
  others: readonly OtherTable[];
};

/** Plans one kind of step: looks at the rows where it must, and gives the stage after it. */
export type Plan<T extends CleanStep['type']> = (
  stage: Stage,
  step: Extract<CleanStep, { type: T }>,
  context: StepContext,
) => Promise<Stage> | Stage;
