import { afterAll, describe, expect, it } from 'vitest';
import { importBench } from '../../../../support/import-text.ts';

// Layouts of public tables: Johns Hopkins' counts of COVID-19, the World Bank's indicators, Eurostat's months.
const bench = importBench();
afterAll(() => bench.close());

async function read(...lines: string[]) {
  const { names, rows } = await bench.load(`${lines.join('\n')}\n`);
  return { names, rows: rows.length };
}

describe('the header of a wide table', () => {
  it.each([
    [
      'days, month first',
      ['Province/State,Country/Region,Lat,Long,1/22/20,1/23/20,1/24/20'],
      [',Afghanistan,33.93911,67.709953,0,0,0', 'Anhui,China,31.8257,117.2264,1,9,15'],
    ],
    [
      'days of which the last have no values yet',
      ['town,2020-12-30,2020-12-31,2021-01-01'],
      ['Roma,5,7,', 'Bari,8,9,'],
    ],
    ['days above words', ['pupil,1/9/2024,2/9/2024'], ['Ann,here,ill', 'Bo,here,here']],
    ['days above truth values', ['pupil,1/9/2024,2/9/2024'], ['Ann,true,false', 'Bo,true,true']],
    ['days in Chinese', ['省份,2020年1月22日,2020年1月23日'], ['安徽,1,9', '北京,14,22']],
    ['times', ['sensor,2021-01-01 00:00,2021-01-01 01:00'], ['a,1.5,2.5', 'b,0.5,0.25']],
    ['one day', ['shop,2021-01-01'], ['a,3', 'b,4']],
    [
      'years',
      ['Country Name,Country Code,1960,1961,1962'],
      ['Aruba,ABW,54208,55434,56234', 'Angola,AGO,5454933,5531472,5608539'],
    ],
    ['years, latest first', ['geo,2023,2022,2021'], ['AT,9.1,8.98,8.93', 'BE,11.7,11.6,11.5']],
    ['two years above numbers', ['country,2019,2020'], ['AT,9.1,8.98', 'BE,11.7,11.6']],
    ['months in digits', ['geo,202101,202102,202103'], ['AT,9,8,8', 'BE,11,11,11']],
    ['items by number', ['id,100022,10011,100047'], ['id1,TRUE,FALSE,TRUE', 'id2,TRUE,TRUE,FALSE']],
    ['a table on its side', ['id,1,2,3'], ['name,germany,france,spain', 'population,83,66,47']],
    [
      'two years above words',
      ['Musei,2011,2010'],
      ['Galleria,"23,824",17.518', 'Museo,restauro,restauro'],
    ],
    ['days in digits', ['geo,20210101,20210102,20210103'], ['AT,9,8,8', 'BE,11,11,11']],
  ])('is kept where it names %s', async (_, [header], lines) => {
    expect(await read(header!, ...lines)).toEqual({ names: header!.split(','), rows: 2 });
  });

  it.each([
    ['dates above dates', ['a,2021-01-01,3', 'b,2021-01-02,4', 'c,2021-01-03,5']],
    ['dates above dates of which one is written wrongly', ['2021-01-01,3', '2021-01-02,4', 'x,5']],
    ['dates above dates of no single order', ['03/04/2011,a', '13/04/2011,b', '04/25/2011,c']],
    ['codes of which one is a number', ['a,10,x', 'b,A1,y', 'c,B2,z']],
    ['codes of which half are numbers', ['a,10,20', 'b,11,B2', 'c,A1,21']],
    ['a number above numbers', ['a,10,20,x', 'b,31,A1,y', 'c,30,B2,z']],
    ['numbers that stand again below', ['a,1,2', 'b,x,y', 'c,1,z']],
    ['zeros and ones', ['a,1,0', 'b,true,false', 'c,false,true']],
    ['a date above nothing', ['2021-01-01,3', ',4', ',5']],
    ['years above years', ['a,1999,2003,2021', 'b,2001,2002,2009', 'c,1987,1990,1991']],
    ['two years above a year', ['a,2019,2020', 'b,2018,7', 'c,9,8']],
    ['two years apart', ['a,2018,2020', 'b,5,7', 'c,9,8']],
    ['two years alone', ['2019,2020', '5,7', '9,8']],
    ['numbers that run up', ['a,1960,1971,1980', 'b,1955,1961,1990', 'c,1930,1970,2000']],
  ])('is not seen in data: %s', async (_, lines) => {
    expect(await read(...lines)).toMatchObject({ rows: 3 });
  });
});
