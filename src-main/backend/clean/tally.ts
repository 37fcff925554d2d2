import type { CleanStepReport } from '#shared/model/cells/clean.ts';
import { valueText } from '#shared/encoding/index.ts';
import type { CellValue, ValueKind } from '#shared/model/table.ts';

const mostExamples = 5;
const mostUnread = 3;

/** What a step did, counted while rows pass. */
export type Tally = Pick<
  CleanStepReport,
  | 'rowsBefore'
  | 'rowsAfter'
  | 'cellsChanged'
  | 'examples'
  | 'matches'
  | 'withoutKey'
  | 'reading'
  | 'unread'
  | 'time'
>;

export function createTally(): Tally {
  return {
    rowsBefore: 0,
    rowsAfter: 0,
    cellsChanged: 0,
    examples: [],
    matches: null,
    withoutKey: 0,
    reading: null,
    unread: { count: 0, examples: [] },
    time: null,
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

/** A value as a report of changes shows it: truth values in their column's words. */
export function changeText(value: CellValue, kind: ValueKind): CellValue {
  return kind.type === 'boolean' ? valueText(value, kind) : value;
}

/** Notes a value that could not be read and is missing now. */
export function noteUnread(tally: Tally | null, value: string | number): void {
  if (tally === null) return;
  const { unread } = tally;
  unread.count++;
  const text = String(value).slice(0, 40);
  if (unread.examples.length < mostUnread && !unread.examples.includes(text)) {
    unread.examples.push(text);
  }
}
