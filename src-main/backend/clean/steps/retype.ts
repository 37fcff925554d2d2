import type { CellValue, ColumnType } from '#shared/model/table.ts';
import { valueText } from '#shared/prep/index.ts';
import { readBoolean, readDate } from '../../data/index.ts';
import { isMissingMark } from '#shared/values/missing-marks.ts';
import { plainReading, readNumber, type NumberReading } from '#shared/values/number/index.ts';
import { passSlots } from '../pass.ts';
import { stageColumn, withTransform, withType, type Stage, type StageColumn } from '../stage.ts';
import type { Plan, StepContext } from '../step-context.ts';
import { noteChange, noteUnread } from '../tally.ts';
import { columnReading } from './number-column.ts';

/**
 * Values are read as the new type; what cannot be read becomes missing and is told, marks of missing values aside. How
 * numbers are written is decided over the whole column. Numbers become whole by rounding. Only values that read
 * differently afterwards count as changed.
 */
export const planRetype: Plan<'retype'> = async (stage, step, context) => {
  const column = stageColumn(stage, step.column);
  const { slot, name } = column;
  const dayFirst = step.to === 'date' && (await looksDayFirst(stage, column, context));
  const toNumber = step.to === 'integer' || step.to === 'real';
  const isText = column.type === 'text' || column.type === 'category' || column.type === 'date';
  const reading =
    toNumber && isText ? await columnReading(stage, column, step.number, context) : plainReading;
  const convert = (value: string | number): CellValue =>
    converted(value, column.type, step.to, { dayFirst, reading }) ?? null;
  return withTransform(withType(stage, name, step.to), {
    reads: [slot],
    writes: [slot],
    reshapes: false,
    begin: (tally) => {
      if (tally !== null && toNumber && isText) tally.reading = reading;
      return (row, emit) => {
        const before = row[slot] ?? null;
        if (before !== null) {
          const after = convert(before);
          row[slot] = after;
          if (String(after) !== String(before)) noteChange(tally, name, before, after);
          if (after === null && !isMissingMark(String(before))) noteUnread(tally, before);
        }
        emit(row);
      };
    },
  });
};

function converted(
  value: string | number,
  from: ColumnType,
  to: ColumnType,
  { dayFirst, reading }: { dayFirst: boolean; reading: NumberReading },
): CellValue | undefined {
  switch (to) {
    case 'text':
    case 'category':
      return valueText(value, from);
    case 'real':
      return typeof value === 'number' ? value : readNumber(value, reading);
    case 'integer': {
      const number = typeof value === 'number' ? value : readNumber(value, reading);
      const whole = number === undefined ? NaN : Math.round(number);
      return Number.isSafeInteger(whole) ? whole + 0 : undefined;
    }
    case 'boolean':
      return readBoolean(String(value), true);
    case 'date':
      return readDate(spelledOut(String(value)), dayFirst)?.iso;
  }
}

/** 20111102 as 2011-11-02. */
function spelledOut(text: string): string {
  return /^(19|20)\d{6}$/.test(text) ? text.replace(/^(....)(..)(..)$/, '$1-$2-$3') : text;
}

/** Whether some dates can only be read day first and none only month first. */
async function looksDayFirst(
  stage: Stage,
  { slot }: StageColumn,
  context: StepContext,
): Promise<boolean> {
  const seen = { day_first: 0, month_first: 0, year_first: 0, either: 0 };
  const look = (row: CellValue[]): void => {
    const value = row[slot];
    const date = typeof value === 'string' ? readDate(value, false) : undefined;
    if (date !== undefined) seen[date.order]++;
  };
  await passSlots(stage, [slot], look, context);
  return seen.day_first > 0 && seen.month_first === 0;
}
