import { describe, expect, it } from 'vitest';
import {
  newTimeEvidence,
  noteTime,
  proposedTime,
} from '../../../../../shared/values/time/index.ts';
import { spellings } from './spellings.ts';

const proposed = (name: string, values: readonly (string | number)[]) => {
  const evidence = newTimeEvidence();
  for (const value of values) noteTime(evidence, value);
  return proposedTime(evidence, name)?.format.reading ?? null;
};
const counts = spellings.filter(({ values }) => /^[\d.]+$/.test(values[0]) && values[0].length > 5);

describe('times proposed for a column that is none by itself', () => {
  it.each(counts.filter(({ name }) => !name.startsWith('dd.')))(
    'are $name in a column called time',
    ({ values, reading }) => expect(proposed('time', values)).toBe(reading),
  );

  it.each([
    'event_time',
    'createdAt',
    'InvoiceDate',
    'unixReviewTime',
    'ts',
    'datetime',
    '下单时间',
  ])('go by the name %s', (name) => {
    expect(proposed(name, [1609497005])).toBe('seconds');
    expect(proposed(name, ['44197', '44211'])).toBe('excel_days');
    expect(proposed(name, ['202101', '202102'])).toBe('digits');
  });

  it.each([
    ['seconds', [1609497005, 1610706605, 1633084205]],
    ['milliseconds', [1609497005000, 1610706605000, 1633084205000]],
    ['nanoseconds', ['1609497005000000000', '1610706605000000000', '1633084205000000000']],
    ['digits', [20210101, 20210115, 20211001]],
    ['digits', ['20210101103005', '20210115103005', '20211001103005']],
    ['year_month_day', ['2021-01', '2021-02', '2021-10']],
    ['year_month_day', ['6 set 24', '4 set 12', '12 set 20']],
  ])('go by values alone: %s', (reading, values) => {
    expect(proposed('x', values)).toBe(reading);
  });

  it.each([
    ['year', [1999, 2004, 2021]],
    ['price', [44197, 44211, 44470]],
    ['amount', [202101, 202102, 202110]],
    ['order_id', [1609497005, 1610706605, 1633084205]],
    ['手机号码', [1609497005, 1610706605, 1633084205]],
    ['x', [1609497005, 1610706605, 33084205]],
    ['time', [1, 2, 711]],
    ['time', [12.5, 13, 80]],
    ['lifetime', [44197, 44211, 44470]],
    ['update', [44197, 44211, 44470]],
    ['x', ['1.2.20', '1.2.21', '1.3.5']],
    ['time', ['soon', '2021-01', 'later']],
    ['x', [20210101, 20211301, 20210201]],
  ])('are none in %s: %j', (name, values) => {
    expect(proposed(name, values)).toBeNull();
  });
});
