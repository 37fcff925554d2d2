import { PortraitError } from '#shared/errors/index.ts';
import type { CellValue, TableInfo } from '#shared/model/table.ts';
import { isNoTime } from '#shared/values/missing-marks.ts';
import {
  chosenTime,
  dayMilliseconds,
  decideTime,
  millisecondsText,
  newTimeEvidence,
  noteTime,
  readTime,
  storedTime,
  timeError,
  type TimeDecision,
  type TimeFormat,
} from '#shared/values/time/index.ts';
import type { TableStore } from '../../../storage/index.ts';

/** Reads the time column of events in one format and counts what comes of it. */
export type EventTimes = {
  /** Milliseconds since 1970 (UTC); null for what is missing or no time. */
  read(value: CellValue): number | null;
  /** A day from now: what is later lies in the future. */
  latest: number;
  /** How the column was read. Throws time_future where nothing of it lies in the past. */
  told(): TimeDecision;
};

/** Who chose the format: a person, for whom what does not fit is left out, or earlier events, which new ones must fit. */
export type GivenFormat = { format: TimeFormat; by: 'person' | 'earlier' };

/**
 * Decides how a time column is read, by all of its values, unless tables store it as dates or a format is given.
 * @throws time_order_clash, time_unit_clash, time_zone_name, time_unread, time_nothing
 */
export async function eventTimes(
  tables: TableStore,
  table: TableInfo,
  column: number,
  given: GivenFormat | null,
  now: number,
  pace: (done: number) => Promise<void>,
): Promise<EventTimes> {
  const { name, type } = table.columns[column]!;
  if (type === 'date') return reader(name, storedDecision, storedTime, now);
  const evidence = newTimeEvidence();
  for (const { first, rows } of tables.scan(table.id, { columns: [column] })) {
    for (const [value] of rows) if (!isNoTime(value)) noteTime(evidence, value);
    await pace(first + rows.length - 1);
  }
  const outcome = given === null ? decideTime(evidence) : chosenTime(evidence, given.format);
  if ('refusal' in outcome) throw timeError(outcome.refusal, name);
  const { decision } = outcome;
  const unread = decision.concerns.find(({ kind }) => kind === 'unread');
  if (given?.by === 'earlier' && unread !== undefined && unread.count * 10 > decision.present) {
    const { present, read } = decision;
    const { examples } = unread;
    throw timeError({ why: 'unread', examples, zones: [], present, read, best: null }, name);
  }
  return reader(name, decision, (value) => readTime(value, decision.format), now);
}

const storedDecision: TimeDecision = {
  ...{ format: { reading: 'year_month_day' }, chosen: false, present: 0, read: 0 },
  ...{ first: null, last: null, zoned: 'none', example: null, concerns: [] },
};

function reader(
  column: string,
  decision: TimeDecision,
  timeOf: (value: string | number) => number | null,
  now: number,
): EventTimes {
  let [present, read, future] = [0, 0, 0];
  let [first, last] = [Infinity, -Infinity];
  const latest = now + dayMilliseconds;
  return {
    latest,
    read(value) {
      if (isNoTime(value)) return null;
      present += 1;
      const time = timeOf(value);
      if (time === null) return null;
      read += 1;
      if (time < first) first = time;
      if (time > last) last = time;
      if (time > latest) future += 1;
      return time;
    },
    told() {
      const [from, to] = [first, last].map((time) =>
        read > 0 ? millisecondsText(time, true) : null,
      );
      if (read > 0 && future === read)
        throw new PortraitError('time_future', { column, first: from ?? '', last: to ?? '' });
      const concerns = [...decision.concerns];
      if (future > 0) concerns.push({ kind: 'future', count: future, examples: [to ?? ''] });
      return { ...decision, present, read, first: from ?? null, last: to ?? null, concerns };
    },
  };
}
