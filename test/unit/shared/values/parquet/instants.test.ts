import { describe, expect, it } from 'vitest';
import { instantText, timeText } from '#shared/values/parquet/instants.ts';

describe('instants of Parquet', () => {
  // As numpy 2's datetime64 prints them, zeros at the end left out.
  it.each([
    [-1n, 'MICROS', '1969-12-31 23:59:59.999999'],
    [-86_400_000n, 'MILLIS', '1969-12-31 00:00:00'],
    [-62_135_596_800_000_000n, 'MICROS', '0001-01-01 00:00:00'],
    [253_402_300_799_999_999n, 'MICROS', '9999-12-31 23:59:59.999999'],
    [9_223_372_036_854_775_807n, 'NANOS', '2262-04-11 23:47:16.854775807'],
    [-9_223_372_036_854_775_807n, 'NANOS', '1677-09-21 00:12:43.145224193'],
    [8_639_999_999_999_999n, 'MILLIS', '275760-09-12 23:59:59.999'],
    [8_640_000_000_000_000n, 'MILLIS', '275760-09-13 00:00:00'],
    [1_609_493_400_250_000n, 'MICROS', '2021-01-01 09:30:00.25'],
  ] as const)('%d in %s is %s', (value, unit, text) => {
    expect(instantText(value, unit)).toBe(text);
  });

  it('writes the last nanosecond of a day', () => {
    expect(timeText(86_399_999_999_999, 'NANOS')).toBe('23:59:59.999999999');
  });
});
