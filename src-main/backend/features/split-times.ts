import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { Column } from '#shared/model/table.ts';
import { isNoTime } from '#shared/values/missing-marks.ts';
import {
  chosenTime,
  decideTime,
  newTimeEvidence,
  noteTime,
  readTime,
  storedTime,
  timeError,
  type TimeDecision,
  type TimeFormat,
} from '#shared/values/time/index.ts';
import { partCode } from './split.ts';
import type { TableSource } from './table-source.ts';

/** A time column of a table, row by row. */
export type SplitTimes = {
  column: string;
  /** Milliseconds since 1970, or the numbers themselves where they are no times; NaN where there is none. */
  times: Float64Array;
  /** How it was read; null where the table stores dates, or it is numbers that only have an order. */
  decision: TimeDecision | null;
  /** Numbers that are no times but can be put in order. */
  onlyOrder: boolean;
};

/**
 * Reads the column that a split by time goes by, in the format given, or as one decision for the whole column.
 * @throws time_order_clash, time_unit_clash, time_zone_name, time_unread, time_nothing
 */
export async function readSplitTimes(
  source: TableSource,
  index: number,
  { name, type }: Column,
  given: TimeFormat | undefined,
  pace: () => Promise<void>,
): Promise<SplitTimes> {
  const isNumber = type === 'integer' || type === 'real';
  const evidence = newTimeEvidence();
  if (type !== 'date') {
    for (const { rows } of source.scan([index])) {
      for (const [value] of rows) if (!isNoTime(value)) noteTime(evidence, value);
      await pace();
    }
  }
  const decided = given === undefined ? decideTime(evidence) : chosenTime(evidence, given);
  const outcome = type === 'date' ? null : decided;
  const refusal = outcome !== null && 'refusal' in outcome ? outcome.refusal : null;
  const numbersAlone = isNumber && given === undefined && refusal?.why === 'unread';
  if (refusal !== null && !numbersAlone) throw timeError(refusal, name);
  const decision = outcome !== null && 'decision' in outcome ? outcome.decision : null;
  const counted =
    given === undefined && (decision?.concerns.some(({ kind }) => kind === 'all_1970') ?? false);
  const timeOf = (value: string | number): number | null => {
    if (decision !== null) return readTime(value, decision.format);
    return typeof value === 'number' ? value : storedTime(value);
  };
  const times = new Float64Array(source.info.rows);
  for (const { first, rows } of source.scan([index])) {
    rows.forEach(([value], offset) => {
      times[first + offset] = (isNoTime(value) ? null : timeOf(value)) ?? NaN;
    });
    await pace();
  }
  const onlyOrder = numbersAlone || counted;
  return { column: name, times, decision: onlyOrder ? null : decision, onlyOrder };
}

/** What a split by time does not keep: rows without a time, numbers that are no dates, and a cut that lies beyond the data. */
export function timeWarnings(
  { column, times, onlyOrder }: SplitTimes,
  parts: Uint8Array,
): FeaturesOutput['warnings'] {
  let [missing, learnt, tested] = [0, -Infinity, -Infinity];
  parts.forEach((part, row) => {
    if (part === partCode.none) return;
    const time = times[row]!;
    if (Number.isNaN(time)) missing += 1;
    else if (part === partCode.train) learnt = Math.max(learnt, time);
    else if (part === partCode.test) tested = Math.max(tested, time);
  });
  const list: FeaturesOutput['warnings'] = [];
  if (onlyOrder) list.push({ kind: 'split_only_order', column });
  if (missing > 0) list.push({ kind: 'split_without_time', column, count: missing });
  if (parts.includes(partCode.test) && tested <= learnt)
    list.push({ kind: 'split_nothing_later', column });
  return list;
}
