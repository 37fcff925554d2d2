import { z } from 'zod';
import { timeReadings, type TimeReading } from './readings.ts';

export const timeReading = z.enum(timeReadings);
export type { TimeReading };

/** One decision for a column, plain data that is stored with what it was used for and applied row by row. */
export const timeFormat = z.object({ reading: timeReading });
export type TimeFormat = z.infer<typeof timeFormat>;

/** What is told of a column that was read. */
export const timeConcern = z.object({
  kind: z.enum([
    /** Day and month (or year) could be swapped in every value; the reading is the likelier or the usual one. */
    'ambiguous_order',
    /** Values that are no times in this format. */
    'unread',
    /** Times without a zone, taken as UTC, beside times with one. */
    'naive_beside_zoned',
    /** All within 1970: a running count rather than a date. */
    'all_1970',
    /** Counts that lie before 1973 or after 2100, and serial days before 1954 or after 2119, among others that do not. */
    'unlikely',
    /** Later than a day from now. */
    'future',
    /** Second 60: taken as the first of the next minute. */
    'leap_second',
  ]),
  count: z.number().int(),
  /** Up to three values as written. */
  examples: z.array(z.string()),
});
export type TimeConcern = z.infer<typeof timeConcern>;

/** How a column was read, in numbers: what `describe` puts into words. */
export const timeDecision = z.object({
  format: timeFormat,
  /** A person's choice, not the column's own evidence. */
  chosen: z.boolean(),
  present: z.number().int(),
  read: z.number().int(),
  /** Earliest and latest, as tables store them. */
  first: z.string().nullable(),
  last: z.string().nullable(),
  /** Whether values name their zone (an offset, UTC, Z). */
  zoned: z.enum(['none', 'some', 'all']),
  /** A value as written and as read. */
  example: z.object({ written: z.string(), read: z.string() }).nullable(),
  concerns: z.array(timeConcern),
});
export type TimeDecision = z.infer<typeof timeDecision>;

/** Why no single format reads a column. */
export const timeRefusal = z.object({
  why: z.enum(['order_clash', 'unit_clash', 'zone_name', 'unread', 'nothing']),
  /** Up to three values as written; of a clash, from both sides. */
  examples: z.array(z.string()),
  /** Names of zones that are not read. */
  zones: z.array(z.string()),
  /** Values there are, and how many the best format would have read. */
  present: z.number().int(),
  read: z.number().int(),
  best: timeFormat.nullable(),
});
export type TimeRefusal = z.infer<typeof timeRefusal>;

export const timeOutcome = z.union([
  z.object({ decision: timeDecision }),
  z.object({ refusal: timeRefusal }),
]);
export type TimeOutcome = z.infer<typeof timeOutcome>;
