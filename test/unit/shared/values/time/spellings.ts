/** Three of forty weekly events of 2021 in a spelling: the first, the third (a day above twelve) and the last. */
type Spelling = { name: string; values: [string, string, string]; reading: string; clock?: string };

/** The times of each: 2021-01-01, 2021-01-15 and 2021-10-01 at `clock`, or as days. */
export const spellings: Spelling[] = [
  spelling('+0000', 'year_month_day', '10:30:05', [
    '2021-01-01T10:30:05+0000',
    '2021-01-15T10:30:05+0000',
    '2021-10-01T10:30:05+0000',
  ]),
  spelling('UTC', 'year_month_day', '10:30:05', [
    '2021-01-01 10:30:05 UTC',
    '2021-01-15 10:30:05 UTC',
    '2021-10-01 10:30:05 UTC',
  ]),
  spelling('+00', 'year_month_day', '10:30:05', [
    '2021-01-01 10:30:05+00',
    '2021-01-15 10:30:05+00',
    '2021-10-01 10:30:05+00',
  ]),
  spelling('an offset', 'year_month_day', '08:30:05', [
    '2021-01-01T10:30:05+02:00',
    '2021-01-15T10:30:05+02:00',
    '2021-10-01T10:30:05+02:00',
  ]),
  spelling('.000Z', 'year_month_day', '10:30:05', [
    '2021-01-01T10:30:05.000Z',
    '2021-01-15T10:30:05.000Z',
    '2021-10-01T10:30:05.000Z',
  ]),
  spelling('m/d/yyyy, h:mm PM', 'month_day_year', '12:33:00', [
    '1/1/2021, 12:33 PM',
    '1/15/2021, 12:33 PM',
    '10/1/2021, 12:33 PM',
  ]),
  spelling('m/d/yyyy h:mm', 'month_day_year', '08:26:00', [
    '1/1/2021 8:26',
    '1/15/2021 8:26',
    '10/1/2021 8:26',
  ]),
  spelling('m/d/yy h:mm', 'month_day_year', '08:26:00', [
    '1/1/21 8:26',
    '1/15/21 8:26',
    '10/1/21 8:26',
  ]),
  spelling('dd/mm/yy', 'day_month_year', undefined, ['01/01/21', '15/01/21', '01/10/21']),
  spelling('dd.mm.yy', 'day_month_year', undefined, ['01.01.21', '15.01.21', '01.10.21']),
  spelling('dd.mm.yyyy', 'day_month_year', undefined, ['01.01.2021', '15.01.2021', '01.10.2021']),
  spelling('dd Mon yyyy', 'year_month_day', undefined, [
    '01 Jan 2021',
    '15 Jan 2021',
    '01 Oct 2021',
  ]),
  spelling('RFC 2822', 'year_month_day', '10:30:05', [
    'Fri, 01 Jan 2021 10:30:05 GMT',
    'Fri, 15 Jan 2021 10:30:05 GMT',
    'Fri, 01 Oct 2021 10:30:05 GMT',
  ]),
  spelling('年月日', 'year_month_day', undefined, [
    '2021年1月1日',
    '2021年1月15日',
    '2021年10月1日',
  ]),
  spelling('上午', 'year_month_day', '10:30:05', [
    '2021年1月1日 上午10:30:05',
    '2021年1月15日 上午10:30:05',
    '2021年10月1日 上午10:30:05',
  ]),
  spelling('yyyymmdd', 'digits', undefined, ['20210101', '20210115', '20211001']),
  spelling('yyyymmddhhmm', 'digits', '10:30:00', ['202101011030', '202101151030', '202110011030']),
  spelling('yyyymmddhhmmss', 'digits', '10:30:05', [
    '20210101103005',
    '20210115103005',
    '20211001103005',
  ]),
  spelling('yymmdd', 'short_digits', undefined, ['210101', '210115', '211001']),
  spelling('seconds', 'seconds', '10:30:05', ['1609497005', '1610706605', '1633084205']),
  spelling('seconds and nanoseconds', 'seconds', '10:30:05.123456789', [
    '1609497005.123456789',
    '1610706605.123456789',
    '1633084205.123456789',
  ]),
  spelling('milliseconds', 'milliseconds', '10:30:05', [
    '1609497005000',
    '1610706605000',
    '1633084205000',
  ]),
  spelling('microseconds', 'microseconds', '10:30:05', [
    '1609497005000000',
    '1610706605000000',
    '1633084205000000',
  ]),
  spelling('nanoseconds', 'nanoseconds', '10:30:05', [
    '1609497005000000000',
    '1610706605000000000',
    '1633084205000000000',
  ]),
  spelling('nanoseconds to the last', 'nanoseconds', '10:30:05.000000001', [
    '1609497005000000001',
    '1610706605000000001',
    '1633084205000000001',
  ]),
  spelling('Excel days', 'excel_days', undefined, ['44197', '44211', '44470']),
  spelling('Excel days and time', 'excel_days', '10:30:05.184', [
    '44197.43756',
    '44211.43756',
    '44470.43756',
  ]),
];

function spelling(
  name: string,
  reading: string,
  clock: string | undefined,
  values: [string, string, string],
): Spelling {
  return { name, values, reading, ...(clock !== undefined && { clock }) };
}
