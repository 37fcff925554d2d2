/**
 * How every value of a column is read as a time. The three orders read calendar text (years written first, and months
 * by name, are the same in all of them); `digits` are 6, 8, 10, 12, 14 or 17 digits from year to millisecond by their
 * number, `short_digits` yymmdd; seconds to nanoseconds and days count from 1970 in UTC; `excel_days` are serial days of
 * the 1900 system.
 */
export const timeReadings = [
  'year_month_day',
  'day_month_year',
  'month_day_year',
  'year',
  'digits',
  'short_digits',
  'seconds',
  'milliseconds',
  'microseconds',
  'nanoseconds',
  'days',
  'excel_days',
] as const;
export type TimeReading = (typeof timeReadings)[number];
