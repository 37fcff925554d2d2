import type { CleanStepReport } from '#shared/model/cells/clean.ts';
import type { CellValue } from '#shared/model/table.ts';

const mostExamples = 5;

/** What a step did, counted while rows pass. */
export type Tally = Pick<
  CleanStepReport,
  'rowsBefore' | 'rowsAfter' | 'cellsChanged' | 'examples' | 'matches' | 'withoutKey'
>;

export function createTally(): Tally {
  return {
    rowsBefore: 0,
    rowsAfter: 0,
    cellsChanged: 0,
    examples: [],
    matches: null,
    withoutKey: 0,
  };
}

/** Notes a changed value of the row that is passing (the last one counted). */
export function noteChange(
  tally: Tally | null,
  column: string,
  before: CellValue,
  after: CellValue,
): void {
  if (tally === null) return;
  tally.cellsChanged++;
  if (tally.examples.length < mostExamples) {
    tally.examples.push({ row: tally.rowsBefore, column, before, after });
  }
}
