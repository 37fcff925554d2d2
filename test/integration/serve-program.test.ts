import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import zlib from 'node:zlib';
import type { CompressionCodec } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelFile } from '#shared/export/model-file.ts';
import { createScorer } from '#shared/export/score.ts';
import { goodRow, smallModel } from '../support/export/small-model.ts';
import { temporaryFolder } from '../support/folder.ts';
import { asyncBufferFromFile, parquetReadObjects } from '../support/parquet.ts';

const built = fileURLToPath(new URL('../../dist/export/portrait-serve.mjs', import.meta.url));
const folder = temporaryFolder();
afterAll(() => folder.remove());
const [program, model] = [folder.file('portrait-serve.mjs'), folder.file('model.json')];

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const row = ['Paris', 33, 12.5, 1, '2024-02-29', '0.5'];
const { scores, class: found } = createScorer(smallModel()).score(row);
const [score = NaN] = scores;

beforeAll(() => {
  const golden = [{ why: 'test', row, features: [], scores, class: found }];
  writeFileSync(model, modelFile({ ...smallModel(), golden }, digest));
  writeFileSync(program, readFileSync(built));
});

/** Runs the program as it is built, alone in a folder. */
function ran(
  args: string[],
  env: object = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, LC_ALL: 'C.UTF-8', ...env }, timeout: 60_000 };
    execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

const names = Object.keys(goodRow);
const compressors = {
  GZIP: (bytes: Uint8Array) => zlib.gzipSync(bytes),
  BROTLI: (bytes: Uint8Array) => zlib.brotliCompressSync(bytes),
  ZSTD: (bytes: Uint8Array) => zlib.zstdCompressSync(bytes),
};

/** The good row as many times in a Parquet file. */
function parquetRows(path: string, codec: CompressionCodec, count: number): void {
  const writer = new ByteWriter();
  const types: Record<string, string> = { number: 'DOUBLE', boolean: 'BOOLEAN' };
  const values = Object.values(goodRow);
  const parquet = new ParquetWriter({
    ...{ writer, codec, compressors },
    schema: [
      { name: 'root', num_children: names.length },
      ...names.map((name, at) => {
        const type = types[typeof values[at]];
        const element =
          type === undefined ? { type: 'BYTE_ARRAY', converted_type: 'UTF8' } : { type };
        return { name, repetition_type: 'OPTIONAL', ...element } as never;
      }),
    ],
  });
  void parquet.write({
    columnData: names.map((name, at) => ({ name, data: Array(count).fill(values[at]) })),
  });
  void parquet.finish();
  writeFileSync(path, writer.getBytes());
}

describe('the program of one file', () => {
  it('is small, and takes nothing but what Node has', () => {
    expect(statSync(program).size).toBeLessThan(120_000);
    const imports = readFileSync(program, 'utf8').matchAll(
      /(?:from|import)\s*\(?["'`]([^"'`.\s]{1,60})["'`]/g,
    );
    const taken = [...imports].map(([, name]) => name).filter((name) => !name?.startsWith('data:'));
    expect(taken.length).toBeGreaterThan(3);
    expect(taken.filter((name) => !isBuiltin(name ?? ''))).toEqual([]);
  });

  it.each(['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD'] as const)(
    'scores Parquet packed by %s into Parquet',
    async (codec) => {
      const [from, to] = [folder.file(`${codec}.parquet`), folder.file(`${codec}-out.parquet`)];
      parquetRows(from, codec, 20);
      expect(await ran(['score', model, from, to])).toMatchObject({ code: 0, stderr: '' });
      const read = await parquetReadObjects({ file: await asyncBufferFromFile(to) });
      expect(read).toHaveLength(20);
      for (const one of read) expect(one).toMatchObject({ ...goodRow, probability: score });
    },
  );

  it('scores CSV', async () => {
    const [from, to] = [folder.file('in.csv'), folder.file('out.csv')];
    writeFileSync(from, `${names.join(',')}\nParis,33,12.5,ja,2024-02-29,0.5\n`);
    expect(await ran(['score', model, from, to])).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(to, 'utf8')).toContain(`,${score},`);
  });

  it.each<[string, () => string[], number, RegExp, RegExp]>([
    ['no model', () => ['serve', folder.file('none')], 1, /none.*not/, /none/],
    ['half a model', () => ['serve', half()], 1, /only a part/, /不是导出的模型/],
    ['an altered model', () => ['serve', altered()], 1, /not as it was exported/, /与导出时不同/],
    ['a newer model', () => ['serve', newer()], 1, /newer Portrait/, /更新的 Portrait/],
    ['no token', () => ['serve', model, '--host', '0.0.0.0'], 1, /needs a token/, /令牌/],
    [
      'no file',
      () => ['score', model, folder.file('no.csv'), folder.file('o.csv')],
      1,
      /no\.csv/,
      /no\.csv/,
    ],
    [
      'no Parquet',
      () => ['score', model, text('PAR2', 'x.parquet'), folder.file('o.csv')],
      1,
      /Parquet/,
      /Parquet/,
    ],
    [
      'no such format',
      () => ['score', model, text('', 'x.xlsx'), folder.file('o.csv')],
      1,
      /csv/,
      /csv/,
    ],
    [
      'other columns',
      () => ['score', model, text('a,b\n1,2', 'y.csv'), folder.file('o.csv')],
      1,
      /city/,
      /city/,
    ],
    [
      'ragged rows',
      () => ['score', model, text(`${names}\n1`, 'z.csv'), folder.file('o.csv')],
      1,
      /fields/,
      /1/,
    ],
    ['no command', () => ['sevre', model], 2, /portrait-serve serve/, /应答请求/],
  ])('says in both languages what is wrong with %s', async (_, args, code, english, chinese) => {
    const told = await ran(args());
    expect(told).toMatchObject({ code, stdout: '' });
    expect(told.stderr).toMatch(english);
    expect((await ran(args(), { LC_ALL: 'zh_CN.UTF-8' })).stderr).toMatch(chinese);
    expect(`${told.stderr}`).not.toMatch(/undefined|TypeError|\{\w+\}/);
  });
});

function text(content: string, name: string): string {
  const path = folder.file(name);
  writeFileSync(path, content);
  return path;
}

const whole = (): string => readFileSync(model, 'utf8');
const half = (): string => text(whole().slice(0, 900), 'half.json');
const altered = (): string => text(whole().replace('"Paris"', '"Rome"'), 'altered.json');
const newer = (): string => text(whole().replace('"version":1', '"version":2'), 'newer.json');
