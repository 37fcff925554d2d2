import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readColumn } from './reading.ts';

const path = new URL('../../../../golden/times/written-languages.json', import.meta.url);
const written = z
  .record(z.string(), z.array(z.tuple([z.string(), z.string()])))
  .parse(JSON.parse(readFileSync(path, 'utf8')));

describe('dates as CLDR writes them in other languages', () => {
  it.each(Object.entries(written))('%s', (_, rows) => {
    const { decision, read } = readColumn(rows.map(([text]) => text));
    expect(read).toEqual(rows.map(([, wanted]) => wanted));
    expect(decision.concerns).toEqual([]);
  });
});

describe('times written by hand', () => {
  it.each([
    ['2024-03-05 下午2:30', '2024-03-05 14:30:00'],
    ['2024/3/5 2:30 下午', '2024-03-05 14:30:00'],
    ['2024/3/5 12:05:09 上午', '2024-03-05 00:05:09'],
    ['2024年3月5日 下午3点', '2024-03-05 15:00:00'],
    ['2024年3月5日(火) 午後2:30', '2024-03-05 14:30:00'],
    ['2024. 3. 5. 오후 2:30', '2024-03-05 14:30:00'],
    ['3. März 2024', '2024-03-03'],
    ['12 févr. 2024', '2024-02-12'],
    ['1er mai 2024', '2024-05-01'],
    ['5 de mar. de 24', '2024-03-05'],
    ['5 de marzo del 2024', '2024-03-05'],
    ['marzo 5 de 2024', '2024-03-05'],
    ['lundi 12 février 2024 à 14h30', '2024-02-12 14:30:00'],
    ['5. März 2024, 14.30 Uhr', '2024-03-05 14:30:00'],
    ['mar. 5 mars 2024', '2024-03-05'],
    ['Mar 5 2024', '2024-03-05'],
    ['2024 Mar', '2024-03-01'],
    ['So 2024-01-07', '2024-01-07'],
    ['5 mars 2024 mar', '2024-03-05'],
    ['22-Okt-24', '2024-10-22'],
    ['05/out/2024', '2024-10-05'],
    ['5. maj 2024 kl. 10.30', '2024-05-05 10:30:00'],
    ['5 янв. 2024 г., 10:30', '2024-01-05 10:30:00'],
    ['２０２４／３／５', '2024-03-05'],
    ['२०२४-०३-०५', '2024-03-05'],
    ['٢٠٢٤-٠٣-٠٥ ٢:٣٠ م', '2024-03-05 14:30:00'],
  ])('%s', (text, wanted) => {
    expect(readColumn([text]).read).toEqual([wanted]);
  });

  it('leaves a month that is another one in another language unread', () => {
    expect(() => readColumn(['5 listopada 2024'])).toThrow('unread');
  });

  it.each([
    'SO 2024-01-05',
    'FR 10-12-2024',
    'MA 01/02/03',
    '下午2:30',
    '1h30',
    '3 out of 10',
    'von 5',
    '12 Mann',
    '12 de 10 2024',
    '5 di 10 20',
  ])('finds no date in %s', (text) => {
    expect(() => readColumn([text])).toThrow('refused');
  });
});
