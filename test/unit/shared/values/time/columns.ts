/**
 * Columns as strangers' files have them, three lines each. `auto`: what an import makes of them by itself where that is
 * not the same; `times`: what they are as dates (by pandas with the format named, by arithmetic for counts), or the code
 * that refuses them.
 */
export type WrittenColumn = {
  file: string;
  values: string[];
  times: string[] | string;
  auto?: 'text' | 'integer' | 'real';
  concern?: string;
};

const weeks = ['2021-01-01', '2021-01-15', '2021-10-01'];
const at = (clock: string): string[] => weeks.map((day) => `${day} ${clock}`);
const each = (written: (day: string) => string): string[] => weeks.map(written);

export const writtenColumns: WrittenColumn[] = [
  {
    file: 'event-times/amazonPlus0000',
    values: each((day) => `${day}T10:30:05+0000`),
    times: at('10:30:05'),
  },
  {
    file: 'event-times/bigquery',
    values: each((day) => `${day} 10:30:05 UTC`),
    times: at('10:30:05'),
  },
  {
    file: 'event-times/clash',
    values: ['01/01/2021', '01/15/2021', '22/01/2021'],
    ...{ times: 'time_order_clash', auto: 'text' },
  },
  {
    file: 'event-times/commaTime',
    values: ['1/1/2021, 12:33 PM', '1/15/2021, 12:33 PM', '10/1/2021, 12:33 PM'],
    times: at('12:33:00'),
  },
  { file: 'event-times/dmy2', values: ['01/01/21', '15/01/21', '01/10/21'], times: weeks },
  {
    file: 'event-times/excelSerial',
    values: ['44197.43756', '44211.43756', '44470.43756'],
    ...{ times: at('10:30:05.184'), auto: 'real' },
  },
  {
    file: 'event-times/isoMs',
    values: each((day) => `${day}T10:30:05.000Z`),
    times: at('10:30:05'),
  },
  {
    file: 'event-times/isoOffset',
    values: each((day) => `${day}T10:30:05+02:00`),
    times: at('08:30:05'),
  },
  {
    file: 'event-times/leap',
    values: ['2021-01-01T10:30:05', '2016-12-31 23:59:60', '2021-10-01T10:30:05'],
    times: ['2021-01-01 10:30:05', '2017-01-01 00:00:00', '2021-10-01 10:30:05'],
    concern: 'leap_second',
  },
  {
    file: 'event-times/longMonth',
    values: ['01 Jan 2021', '15 Jan 2021', '01 Oct 2021'],
    times: weeks,
  },
  {
    file: 'event-times/mdy2time',
    values: ['1/1/21 8:26', '1/15/21 8:26', '10/1/21 8:26'],
    times: at('08:26:00'),
  },
  {
    file: 'event-times/ms',
    values: ['1609497005000', '1610706605000', '1633084205000'],
    ...{ times: at('10:30:05'), auto: 'integer' },
  },
  {
    file: 'event-times/ns',
    values: ['1609497005000000000', '1610706605000000000', '1633084205000000000'],
    ...{ times: at('10:30:05'), auto: 'text' },
  },
  {
    file: 'event-times/postgres',
    values: each((day) => `${day} 10:30:05+00`),
    times: at('10:30:05'),
  },
  {
    file: 'event-times/rfc',
    values: [
      'Fri, 01 Jan 2021 10:30:05 GMT',
      'Fri, 15 Jan 2021 10:30:05 GMT',
      'Fri, 01 Oct 2021 10:30:05 GMT',
    ],
    times: at('10:30:05'),
  },
  {
    file: 'event-times/seconds',
    values: ['1609497005', '1610706605', '1633084205'],
    ...{ times: at('10:30:05'), auto: 'integer' },
  },
  {
    file: 'event-times/secondsFraction',
    values: ['1609497005.123456789', '1610706605.123456789', '1633084205.123456789'],
    ...{ times: at('10:30:05.123456789'), auto: 'real' },
  },
  {
    file: 'event-times/timeOnlyYear',
    values: ['2021', '2021', '2022'],
    ...{ times: ['2021-01-01', '2021-01-01', '2022-01-01'], auto: 'integer' },
  },
  {
    file: 'event-times/us',
    values: ['1609497005000000', '1610706605000000', '1633084205000000'],
    ...{ times: at('10:30:05'), auto: 'integer' },
  },
  {
    file: 'event-times/ym6',
    values: ['202101', '202102', '202110'],
    ...{ times: ['2021-01-01', '2021-02-01', '2021-10-01'], auto: 'integer' },
  },
  {
    file: 'event-times/ymDash',
    values: ['2021-01', '2021-02', '2021-10'],
    ...{ times: ['2021-01-01', '2021-02-01', '2021-10-01'], auto: 'text' },
  },
  {
    file: 'event-times/ymd8',
    values: ['20210101', '20210115', '20211001'],
    ...{ times: weeks, auto: 'integer' },
  },
  {
    file: 'event-times/ymdhm12',
    values: ['202101011030', '202101151030', '202110011030'],
    ...{ times: at('10:30:00'), auto: 'integer' },
  },
  {
    file: 'dates-ambiguous/amb',
    values: ['03/04/2011', '05/06/2011'],
    ...{ times: ['2011-04-03', '2011-06-05'], concern: 'ambiguous_order' },
  },
  {
    file: 'dates-ambiguous/clash',
    values: ['13/04/2011', '04/25/2011', '03/04/2011'],
    ...{ times: 'time_order_clash', auto: 'text' },
  },
  {
    file: 'dates-two-digit-year/d',
    values: ['04/07/20', '13/07/20'],
    times: ['2020-07-04', '2020-07-13'],
  },
  {
    file: 'timezones/gap',
    values: ['2021-03-28 02:30:00', '2021-10-31 02:30:00', '2021-10-31T02:30:00+0200'],
    times: ['2021-03-28 02:30:00', '2021-10-31 02:30:00', '2021-10-31 00:30:00'],
    concern: 'naive_beside_zoned',
  },
  {
    file: 'timezones/h',
    values: ['2021-03-28 02:30:00+00', '2021-03-28 02:30:00 UTC'],
    times: ['2021-03-28 02:30:00', '2021-03-28 02:30:00'],
  },
  {
    file: 'timezones/mixed',
    values: ['2021-03-28 02:30:00', '2021-03-28T02:30:00-05:00'],
    ...{ times: ['2021-03-28 02:30:00', '2021-03-28 07:30:00'], concern: 'naive_beside_zoned' },
  },
  {
    file: 'timezones/tz',
    values: ['2021-03-28 01:30:00 CET', '2021-03-28 03:30:00 CEST'],
    ...{ times: 'time_zone_name', auto: 'text' },
  },
  {
    file: 'timezones/x',
    values: ['2016-12-31 23:59:60', '2016-12-31 24:00:00'],
    ...{ times: ['2017-01-01 00:00:00', '2017-01-01 00:00:00'], concern: 'leap_second' },
  },
  {
    file: 'files/c_pgtz',
    values: ['2020-12-30 01:25:58.745232+01', '2020-12-30 02:25:58+01'],
    times: ['2020-12-30 00:25:58.745232', '2020-12-30 01:25:58'],
  },
];
