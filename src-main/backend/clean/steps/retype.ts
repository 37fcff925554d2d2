import { kindAfter, valueChange, type ValueStep } from '#shared/encoding/plan/value-change.ts';
import type { CellValue, ColumnType, TruthWords } from '#shared/model/table.ts';
import { readBoolean, TruthSpellings } from '#shared/values/boolean-text.ts';
import { isMissingMark } from '#shared/values/missing-marks.ts';
import { plainReading } from '#shared/values/number/index.ts';
import {
  chosenTime,
  decideTime,
  newTimeEvidence,
  noteTime,
  timeError,
  toldTime,
  type TimeDecision,
  type TimeFormat,
} from '#shared/values/time/index.ts';
import { passSlots } from '../pass.ts';
import {
  stageColumn,
  withTransform,
  withKind,
  type Stage,
  type StageColumn,
  type Transform,
} from '../stage.ts';
import type { Plan, StepContext } from '../step-context.ts';
import { changeText, noteChange, noteUnread } from '../tally.ts';
import { columnReading } from './number-column.ts';

/**
 * Values are read as the new type; what cannot be read becomes missing and is told, marks of missing values aside. How
 * numbers and times are written is decided over the whole column, or chosen. Numbers become whole by rounding. Only
 * values that read differently afterwards count as changed.
 * @throws time_order_clash, time_unit_clash, time_zone_name, time_unread
 */
export const planRetype: Plan<'retype'> = async (stage, step, context) => {
  const column = stageColumn(stage, step.column);
  const { slot, name } = column;
  const time = step.to === 'date' ? await timeOf(stage, column, step.time ?? null, context) : null;
  const toNumber = step.to === 'integer' || step.to === 'real';
  const isText = column.type === 'text' || column.type === 'category' || column.type === 'date';
  const reading =
    toNumber && isText ? await columnReading(stage, column, step.number, context) : plainReading;
  const words = await wordsOf(stage, column, step.to, context);
  const fitted: ValueStep = {
    ...{ type: 'retype', column: name, from: column.type, to: step.to },
    ...{ number: reading, time: time?.format ?? null },
    ...(words === undefined ? {} : { words }),
  };
  const convert = valueChange(fitted);
  const kind = kindAfter(fitted, column);
  const transform: Transform = {
    reads: [slot],
    writes: [slot],
    reshapes: false,
    begin: (tally) => {
      if (tally !== null && toNumber && isText) tally.reading = reading;
      if (tally !== null) tally.time = time;
      return (row, emit) => {
        const before = row[slot] ?? null;
        if (before !== null) {
          const after = convert(before);
          row[slot] = after;
          const [was, is] = [changeText(before, column), changeText(after, kind)];
          if (String(is) !== String(was)) noteChange(tally, name, was, is);
          // How times were read tells what was not.
          const isUnread = after === null && time === null && !isMissingMark(String(before));
          if (isUnread) noteUnread(tally, before);
        }
        emit(row);
      };
    },
  };
  return withTransform(withKind(stage, name, kind), transform, [fitted]);
};

/** How the column writes false and true, where it comes from a boolean or becomes one. */
async function wordsOf(
  stage: Stage,
  column: StageColumn,
  to: ColumnType,
  context: StepContext,
): Promise<TruthWords | undefined> {
  if (column.type === 'boolean') return column.words;
  if (to !== 'boolean') return undefined;
  const spellings = new TruthSpellings();
  const look = (row: CellValue[]): void => {
    const text = String(row[column.slot] ?? '');
    const value = readBoolean(text, true);
    if (value !== undefined) spellings.note(text, value);
  };
  await passSlots(stage, [column.slot], look, context);
  return spellings.words();
}

/** How a column's values are read as dates; null where it has none. */
async function timeOf(
  stage: Stage,
  { slot, name, type }: StageColumn,
  chosen: TimeFormat | null,
  context: StepContext,
): Promise<TimeDecision | null> {
  const evidence = newTimeEvidence();
  const look = (row: CellValue[]): void => {
    const value = row[slot] ?? null;
    if (value !== null && value !== '' && !isMissingMark(String(value))) noteTime(evidence, value);
  };
  await passSlots(stage, [slot], look, context);
  if (evidence.present === 0) return null;
  if (type === 'date') return toldTime(evidence, { reading: 'year_month_day' });
  const outcome = chosen === null ? decideTime(evidence) : chosenTime(evidence, chosen);
  if ('refusal' in outcome) throw timeError(outcome.refusal, name);
  return outcome.decision;
}
