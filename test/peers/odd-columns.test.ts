import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { features } from '#shared/model/cells/features.ts';
import { predict } from '#shared/model/cells/predict.ts';
import { createRandom } from '#shared/random/index.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { pythonWith, runPython } from '../support/peers/python.ts';
import { temporaryBackend } from '../support/run-notebook.ts';

/** Numbers that are codes by their column's name, and names that are awkward somewhere. */
const codes = ['zip code', 'region_code', '邮编'];
const odd = [
  ...['quo"te', "it's", '😀', '__proto__', 'constructor', 'toString', 'a, b', 'C:\\path', '$1'],
  ...['{curly}', ' padded ', '=1+1', '<b>', '%s', '列 名', 'line\nbreak'],
];
const words = ['ja! "so"', '不，nein'];
const label = 'buys? 买';
const rows = 400;

const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
let id: string;
/** What Predict says in the application, by row. */
let own: number[];
let steps: { type: string; column: string }[];

function table(): string {
  const random = createRandom(11);
  // A first column without a name, as pandas writes its index.
  const lines = Array.from({ length: rows }, (_, row) => {
    const zips = codes.map((_, at) => [8001, 3012, 20095, 100000][(row + at * row) % 4]);
    const numbers = odd.map((_, at) =>
      at % 3 === 0 ? ['Bern', 'O"slo', "l'Isle", ''][Math.floor(random.next() * 4)] : random.next(),
    );
    return [row, ...zips, ...numbers, words[random.next() < 0.3 + (row % 4) * 0.15 ? 1 : 0]];
  });
  return Papa.unparse([['', ...codes, ...odd, label], ...lines]);
}

beforeAll(async () => {
  writeFileSync(folder.file('odd.csv'), table());
  backend = await temporaryBackend();
  const source = { type: 'file', path: folder.file('odd.csv'), name: 'odd.csv' };
  const made = await backend.run(
    notebookOf(
      cell('data', 'data', { source }),
      cell('features', 'features', { label: { column: label } }, { table: ['data'] }),
      cell(
        'model',
        'model',
        { layers: [{ type: 'dense', units: 8, activation: 'relu' }] },
        { features: ['features'] },
      ),
      cell('train', 'train', { epochs: 3 }, { model: ['model'] }),
      cell('predict', 'predict', {}, { run: ['train'], table: ['data'] }),
    ),
  );
  ({ id } = made);
  ({ steps } = features.output.parse(made.results.get('features')?.output).prep);
  const { table: scored } = predict.output.parse(made.results.get('predict')?.output);
  const page = await backend.client.tables.rows({ table: scored.id, offset: 0, limit: rows });
  const at = scored.columns.findIndex(({ name }) => name === 'score');
  own = page.rows.map((row) => Number(row[at]));
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

async function write(target: string): Promise<string> {
  const to = folder.file(target);
  if (existsSync(to)) return to;
  const request = { notebook: id, cell: 'train', target, to };
  for await (const _ of await backend.client.exports.write(request));
  return to;
}

describe('A table with codes as numbers and awkward names', () => {
  it('has its codes as categories, and every awkward name among its columns', () => {
    expect(own).toHaveLength(rows);
    for (const column of codes.slice(0, 2))
      expect(steps.find((step) => step.column === column)?.type).toBe('oneHot');
    const read = new Set(steps.map(({ column }) => column));
    expect(
      odd.map((name) => name.trim()).filter((name) => !read.has(name) && !read.has(` ${name} `)),
    ).toEqual([]);
  });

  it('is scored from its CSV as in the application', async () => {
    const to = await write('server');
    const scored = folder.file('scored.csv');
    execFileSync(process.execPath, [
      ...[`${to}/portrait-serve.mjs`, 'score', to, folder.file('odd.csv'), scored, '--strict'],
    ]);
    const { data } = Papa.parse<string[]>(readFileSync(scored, 'utf8').trim());
    const [head = [], ...body] = data;
    const at = head.indexOf('probability');
    expect(body).toHaveLength(rows);
    body.forEach((row, index) =>
      expect(Math.abs(Number(row[at]) - own[index]!)).toBeLessThan(5e-7),
    );
  });

  it('is scored by an ES module from objects as in the application', async () => {
    const to = await write('es_module');
    const module = await import(pathToFileURL(`${to}/model.mjs`).href);
    const { data } = Papa.parse<string[]>(table());
    const [head = [], ...body] = data;
    body.forEach((cells, index) => {
      const row: Record<string, unknown> = Object.create(null);
      head.forEach((name, at) => {
        const text = cells[at] ?? '';
        const isText = odd.indexOf(name) >= 0 && odd.indexOf(name) % 3 === 0;
        if (name !== label && name !== '')
          row[name.trim()] = text === '' ? null : isText ? text : Number(text);
      });
      const { probability, label: told } = module.predict(row);
      expect(words).toContain(told);
      expect(Math.abs(probability - own[index]!)).toBeLessThan(5e-7);
    });
  });

  it('is read by the Python folder from its CSV', async (context) => {
    const python = pythonWith('onnx', ['onnxruntime', 'onnx', 'numpy'], 'numpy');
    if (typeof python === 'string') return context.skip(python);
    const scored = folder.file('scored.py.csv');
    runPython(python, ['score.py', folder.file('odd.csv'), scored], await write('python'));
    const { data } = Papa.parse<string[]>(readFileSync(scored, 'utf8').trim());
    const [head = [], ...body] = data;
    expect(body).toHaveLength(rows);
    body.forEach((row, index) =>
      expect(Math.abs(Number(row[head.indexOf('probability')]) - own[index]!)).toBeLessThan(5e-7),
    );
  });

  it.for([
    {
      target: 'onnx',
      name: 'onnx',
      packages: ['onnxruntime', 'onnx', 'numpy'],
      check: 'onnxruntime, onnx',
    },
    { target: 'python', name: 'onnx', packages: ['onnxruntime', 'onnx', 'numpy'], check: 'numpy' },
    {
      target: 'saved_model',
      name: 'tensorflow',
      packages: ['tensorflow-cpu'],
      check: 'tensorflow',
    },
    { target: 'keras', name: 'tensorflow', packages: ['tensorflow-cpu'], check: 'keras' },
    {
      ...{ target: 'mlflow', name: 'mlflow', check: 'mlflow, onnxruntime' },
      packages: ['mlflow-skinny', 'onnxruntime', 'numpy', 'pandas'],
    },
  ])('agrees in $target', async ({ target, name, packages, check }, context) => {
    const python = pythonWith(name, packages, check);
    if (typeof python === 'string') return context.skip(python);
    expect(runPython(python, ['verify.py'], await write(target))).toContain('64 rows agree');
  });
});
