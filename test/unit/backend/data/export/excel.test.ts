import { afterAll, describe, expect, it } from 'vitest';
import { writeExcel } from '../../../../../src-main/backend/data/export/excel.ts';
import { importBench } from '../../../../support/import-text.ts';

const bench = importBench();
afterAll(() => bench.close());

function write(table: string, rowsPerPart = 2): Buffer {
  const parts: Uint8Array[] = [];
  const writing = writeExcel(bench.store, table, rowsPerPart);
  for (let next = writing.next(); ; next = writing.next()) {
    parts.push(next.value.bytes);
    if (next.done) return Buffer.concat(parts);
  }
}

const table = [
  'n,x,ok,day,at,text',
  '1,0.1,true,2020-02-29,2020-02-29 23:59:59,"a & <b>"',
  '2,1e-300,false,1900-03-01,1999-12-31 00:00:00.123,_x0041_',
  '-9007199254740991,,true,9999-12-31,2020-01-01 00:00:00,"  two\nlines"',
  '4,3.25,,1850-01-01,2020-01-01 12:00:00,"=1+1\u0007\r\nz"',
  '5,3.25,,,2020-01-01 12:00:00,名',
].join('\n');

describe('export as an Excel workbook', () => {
  it('gives the same table when it is read again', async () => {
    const before = await bench.load(table);
    const after = await bench.load(write(before.table.id));
    expect(after.names).toEqual(before.names);
    expect(after.types).toEqual(before.types);
    expect(after.rows).toEqual(before.rows);
  });

  it('refuses a text that no cell holds', async () => {
    const { table: long } = await bench.load(`a,b\n${'x'.repeat(32_768)},1\n`);
    expect(() => write(long.id)).toThrow(expect.objectContaining({ code: 'excel_text_too_long' }));
  });
});
