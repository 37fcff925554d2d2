import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import {
  asyncBufferFromFile,
  compressors,
  parquetReadObjects,
  parquetWriteBuffer,
} from '../support/parquet.ts';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportEvent } from '#shared/contract/exports.ts';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { features as featuresCell } from '#shared/model/cells/features.ts';
import { notebook as notebookSchema, type Notebook } from '#shared/notebook/notebook.ts';
import { unguarded } from '#shared/values/spreadsheet-guard.ts';
import { temporaryFolder } from '../support/folder.ts';
import { printed, start } from '../support/program.ts';
import { csvTable } from '../support/csv-table.ts';
import { temporaryBackend, type CellResult } from '../support/run-notebook.ts';
import { smallDisk } from '../support/small-disk.ts';

const sample = new URL('../../samples/first-steps.json', import.meta.url);
const serve = 'hosts/serve/main.ts';
const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
let id: string;
let results: Map<string, CellResult>;
let model: string;

/** First steps as it is, but with fewer users and epochs, and a threshold of its own. */
function firstSteps(): Notebook {
  const document = notebookSchema.parse(JSON.parse(readFileSync(sample, 'utf8')));
  const cells = document.cells.map((cell) => {
    const { settings } = cell;
    if (cell.id === 'users') {
      const source = { type: 'sample', table: 'users', users: 3000, variant: 'messy', seed: 1 };
      return { ...cell, settings: { ...settings, source } };
    }
    if (cell.id === 'train') return { ...cell, settings: { ...settings, epochs: 2 } };
    return cell.id === 'validation'
      ? { ...cell, settings: { ...settings, threshold: 0.35 } }
      : cell;
  });
  return { ...document, cells };
}

async function write(cell: string, target: string, to: string | null) {
  const events: ExportEvent[] = [];
  for await (const event of await backend.client.exports.write({
    notebook: id,
    cell,
    target,
    to,
  })) {
    events.push(event);
  }
  const last = events.at(-1);
  if (last?.type !== 'done') throw new Error('not done');
  return last;
}

beforeAll(async () => {
  backend = await temporaryBackend();
  ({ id, results } = await backend.run(firstSteps()));
  await write('test', 'server', folder.file('server'));
  model = folder.file('server/model.json');
}, 300_000);
afterAll(async () => {
  await backend.close();
  folder.remove();
});

const rawTable = () => csvTable(backend.client, results.get('users')?.output, 'user_id');

/** What the application itself predicted for rows of the test part, by the user. */
async function ownScores(): Promise<Map<string, number>> {
  const { address = '' } = results.get('test') ?? {};
  const own = new Map<string, number>();
  for (const actual of [0, 1]) {
    for (const predicted of [0, 1]) {
      const input = { actual, predicted, threshold: 0.35, offset: 0, limit: 500 };
      const page = evaluate.queries.rows.output.parse(
        await backend.client.notebook.query({ address, query: 'rows', input }),
      );
      const user = page.columns.findIndex(({ name }) => name === 'user_id');
      page.rows.forEach((row, at) => own.set(String(row[user]), page.scores[at]?.[0] ?? NaN));
    }
  }
  return own;
}

describe('First steps, exported', () => {
  it('lists what it can be exported to, from which table on, and what a row brings', async () => {
    const view = await backend.client.exports.targets({ notebook: id, cell: 'test' });
    expect(view).toMatchObject({
      ...{ name: 'Train', kind: 'binary', threshold: 0.35, evaluation: 'On test', golden: 64 },
      ...{ boundary: { cell: 'Users', at: 'data' }, passed: ['duplicates'] },
    });
    expect(view.inputs.map(({ name }) => name)).not.toContain('user_id');
    expect(view.ignored).toEqual(['user_id', 'will_subscribe']);
    const heavy = view.targets.filter(({ bytes, people }) => bytes > 200_000 && !people);
    expect(heavy.map((target) => target.id)).toEqual([]);
    const module = view.targets.find((target) => target.id === 'es_module');
    expect(module?.usage.code).toContain("from './model.mjs'");
  });

  it('for Ray holds the raw rows that were kept, each with its label and its part', async () => {
    const to = folder.file('ray');
    await write('train', 'ray', to);
    const { size } = statSync(`${to}/rows.parquet`);
    const whole = readdirSync(to).reduce((sum, name) => sum + statSync(`${to}/${name}`).size, 0);
    expect(whole - size).toBeLessThan(200_000);
    const file = await asyncBufferFromFile(`${to}/rows.parquet`);
    const kept = await parquetReadObjects({ file, compressors });
    const { header, rows } = await rawTable();
    const label = header.indexOf('will_subscribe');
    const shared = header.filter((name) => Object.hasOwn(kept[0] ?? {}, name));
    expect(shared).toContain('signup_date');
    const plain = (value: unknown): string =>
      typeof value === 'boolean' ? String(value).toUpperCase() : String(Number(value) || value);
    const key = (values: readonly unknown[]): string =>
      JSON.stringify(values.map((value) => (value === null ? '' : plain(value))));
    const labels = new Map<string, Set<string>>();
    for (const row of rows) {
      const name = key(shared.map((column) => unguarded(row[header.indexOf(column)] ?? '')));
      labels.set(name, (labels.get(name) ?? new Set()).add(String(row[label])));
    }
    const parts = new Map<unknown, number>();
    for (const row of kept) {
      parts.set(row['portrait part'], (parts.get(row['portrait part']) ?? 0) + 1);
      const name = key(shared.map((column) => row[column]));
      const said = [...(labels.get(name) ?? [])].map((text) => Number(/true|1/i.test(text)));
      expect(said, name).toContain(row['portrait label']);
    }
    const { train, validation, test } = featuresCell.output.parse(
      results.get('features')?.output,
    ).rows;
    expect(Object.fromEntries(parts)).toEqual({ train, validation, test });
    const view = await backend.client.exports.targets({ notebook: id, cell: 'train' });
    expect(view.targets.filter(({ people }) => people).map((one) => one.id)).toEqual(['ray']);
    expect(view.targets.filter(({ unfit }) => unfit !== null)).toEqual([]);
  });

  it('gives the score of the application for a row of the raw table', async () => {
    const { header, byUser } = await rawTable();
    const own = await ownScores();
    expect(own.size).toBeGreaterThan(300);
    const [from, to] = [folder.file('raw.csv'), folder.file('scored.csv')];
    const users = [...own.keys()];
    const lines = users.map((user) => byUser.get(user) ?? []);
    writeFileSync(from, Papa.unparse([header, ...lines]));
    const { code, stderr } = await start(serve, ['score', model, from, to, '--strict']).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const scored = Papa.parse<Record<string, string>>(readFileSync(to, 'utf8').trim(), {
      header: true,
    }).data;
    let worst = 0;
    scored.forEach((row, at) => {
      const score = own.get(users[at] ?? '') ?? NaN;
      worst = Math.max(worst, Math.abs(Number(row['probability']) - score));
      if (Math.abs(score - 0.35) > 1e-6) {
        expect(row['prediction']).toBe(score >= 0.35 ? 'TRUE' : 'FALSE');
      }
    });
    expect(scored).toHaveLength(users.length);
    expect(worst).toBeLessThanOrEqual(5e-7);
  });

  it('agrees with its golden rows in a fresh Node, alone in a folder', async () => {
    const to = folder.file('es');
    const { proven, files } = await write('train', 'es_module', to);
    expect(proven).toBe(64);
    expect(readdirSync(to).sort()).toEqual([...files].sort());
    expect(execFileSync(process.execPath, ['verify.mjs'], { cwd: to, encoding: 'utf8' })).toContain(
      '64 rows agree',
    );
    const golden = JSON.parse(readFileSync(`${to}/golden.json`, 'utf8')) as {
      rows: { why: string }[];
    };
    for (const case_ of [
      '30 February',
      'leap day',
      'T between',
      'zone',
      'unseen',
      'missing',
      'far out',
    ]) {
      expect(
        golden.rows.some(({ why }) => why.includes(case_)),
        case_,
      ).toBe(true);
    }
    const module = (await import(/* @vite-ignore */ pathToFileURL(`${to}/model.mjs`).href)) as {
      predict(row: object): { label: string };
    };
    expect(() => module.predict({ age: '33' })).toThrow(/column "device"/);
  });

  it('is the same bytes however often and however it is written', async () => {
    const [first, second] = [folder.file('same-1'), folder.file('same-2')];
    for (const target of ['es_module', 'server']) {
      await write('train', target, `${first}-${target}`);
      await write('train', target, `${second}-${target}`);
      for (const name of readdirSync(`${first}-${target}`)) {
        const [a, b] = [first, second].map((one) => readFileSync(`${one}-${target}/${name}`));
        expect(a?.equals(b ?? Buffer.of()), name).toBe(true);
      }
    }
    const archives = [
      await write('train', 'es_module', null),
      await write('train', 'es_module', null),
    ];
    const [a, b] = archives.map(({ archive }) => Buffer.from(archive?.base64 ?? '', 'base64'));
    expect(a?.equals(b ?? Buffer.of())).toBe(true);
    const zip = folder.file('model.zip');
    writeFileSync(zip, a ?? '');
    const listed = execFileSync('python3', ['-m', 'zipfile', '-t', zip], { encoding: 'utf8' });
    expect(listed).toContain('Done testing');
  });

  it('is served as its folder says', () => {
    const options = { cwd: folder.file('server'), encoding: 'utf8' as const };
    expect(execFileSync(process.execPath, ['verify.mjs'], options)).toMatch(/rows agree/);
  });

  it('scores CSV, Parquet and JSON alike', async () => {
    const { header, rows } = await rawTable();
    const some = rows.slice(0, 200);
    const [csv, parquet] = [folder.file('some.csv'), folder.file('some.parquet')];
    writeFileSync(csv, Papa.unparse([header, ...some]));
    const types = {
      visits_per_month: 'number',
      mean_order: 'number',
      discount_share: 'number',
      newsletter: 'truth',
    };
    const typed = some.map((row) =>
      Object.fromEntries(
        header.map((name, at) => {
          const text = row[at] ?? '';
          const type = types[name as keyof typeof types];
          if (text === '') return [name, null];
          return [
            name,
            type === 'number' ? Number(text) : type === 'truth' ? text === 'TRUE' : text,
          ];
        }),
      ),
    );
    writeFileSync(parquet, parquetWriteBuffer(header, typed));
    const outs = [folder.file('from-csv.csv'), folder.file('from-parquet.parquet')];
    for (const [from, to] of [
      [csv, outs[0]],
      [parquet, outs[1]],
    ]) {
      const { code, stderr } = await start(serve, [
        'score',
        folder.file('server'),
        from ?? '',
        to ?? '',
      ]).ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    }
    const fromCsv = Papa.parse<Record<string, string>>(readFileSync(outs[0] ?? '', 'utf8').trim(), {
      header: true,
    }).data;
    const fromParquet = await parquetReadObjects({
      file: await asyncBufferFromFile(outs[1] ?? ''),
    });
    const program = start(serve, ['serve', model, '--port', '0']);
    const address = (await printed(program, /http:\/\/\S+/)).trim();
    const response = await fetch(`${address}/v1/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ rows: typed }),
    });
    const { predictions } = (await response.json()) as {
      predictions: { probability: number; label: string }[];
    };
    expect(predictions).toHaveLength(200);
    predictions.forEach(({ probability, label }, at) => {
      expect(Number(fromCsv[at]?.['probability'])).toBe(probability);
      expect(fromParquet[at]?.['probability']).toBe(probability);
      expect(fromCsv[at]?.['prediction']).toBe(label);
      expect(fromParquet[at]?.['prediction']).toBe(label);
    });
    program.child.kill('SIGTERM');
    expect(await program.ended).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('what does not fit', () => {
  it('names columns that are missing, with the nearest there, and rows that cannot be read', async () => {
    const { header, rows } = await rawTable();
    const renamed = header.map((name) => (name === 'device' ? 'Device' : name));
    const [from, to] = [folder.file('renamed.csv'), folder.file('never.csv')];
    writeFileSync(from, Papa.unparse([renamed, ...rows.slice(0, 5)]));
    const missing = await start(serve, ['score', model, from, to]).ended;
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('device');
    expect(missing.stderr).toContain('Device');
    expect(existsSync(to)).toBe(false);

    const bad = rows
      .slice(0, 5)
      .map((row, at) => (at === 3 ? row.with(header.indexOf('mean_order'), 'many') : row));
    writeFileSync(from, Papa.unparse([header.toReversed(), ...bad.map((row) => row.toReversed())]));
    const strict = await start(serve, ['score', model, from, to, '--strict']).ended;
    expect(strict.code).toBe(1);
    expect(strict.stderr).toMatch(/Row 4, column “mean_order”: "many"/);
    expect(existsSync(to)).toBe(false);
    const lenient = await start(serve, ['score', model, from, to]).ended;
    expect(lenient).toMatchObject({ code: 0, stderr: '' });
    const scored = Papa.parse<Record<string, string>>(readFileSync(to, 'utf8').trim(), {
      header: true,
    }).data;
    expect(scored.map((row) => row['probability'] !== '')).toEqual([true, true, true, false, true]);
    expect(scored[3]?.['problem']).toContain('mean_order');
    expect(readdirSync(folder.file('.')).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it.each([
    ['cut', (text: string) => text.slice(0, 5000), 'only a part of one'],
    [
      'altered',
      (text: string) => text.replace('"threshold":0.35', '"threshold":0.5'),
      'not as it was exported',
    ],
    ['newer', (text: string) => text.replace('"version":1', '"version":9'), 'newer Portrait'],
  ])('a model that is %s is not served', async (name, change, says) => {
    const file = folder.file(`${name}.json`);
    writeFileSync(file, change(readFileSync(model, 'utf8')));
    const { code, stderr } = await start(serve, ['serve', file, '--port', '0']).ended;
    expect(code).toBe(1);
    expect(stderr).toContain(says);
  });

  it('is not served to others without a token', async () => {
    const { code, stderr } = await start(serve, [
      'serve',
      model,
      '--host',
      '0.0.0.0',
      '--port',
      '0',
    ]).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('needs a token');
  });

  it('leaves a folder that holds something as it is', async () => {
    const taken = folder.file('taken');
    mkdirSync(taken);
    writeFileSync(`${taken}/mine.txt`, 'mine');
    await expect(write('train', 'es_module', taken)).rejects.toMatchObject({
      data: { code: 'export_folder_taken' },
    });
    expect(readdirSync(taken)).toEqual(['mine.txt']);
    await expect(write('train', 'onyx', folder.file('x'))).rejects.toMatchObject({
      data: { code: 'export_target_unknown' },
    });
    await expect(write('model', 'es_module', folder.file('x'))).rejects.toMatchObject({
      data: { code: 'export_nothing' },
    });
    expect(existsSync(folder.file('x'))).toBe(false);
  });

  it('leaves nothing behind on a full disk', async (context) => {
    const disk = smallDisk(2);
    if (disk === undefined) return context.skip('no file system of its own may be mounted here');
    try {
      disk.leave(40_000);
      await expect(write('train', 'es_module', `${disk.path}/model`)).rejects.toMatchObject({
        data: { code: 'disk_full' },
      });
      expect(readdirSync(disk.path)).toEqual(['filler']);
      const { header, rows } = await rawTable();
      const from = folder.file('long.csv');
      writeFileSync(from, Papa.unparse([header, ...rows]));
      const { code, stderr } = await start(serve, ['score', model, from, `${disk.path}/out.csv`])
        .ended;
      expect(code).toBe(1);
      expect(stderr).toContain('disk is full');
      expect(readdirSync(disk.path)).toEqual(['filler']);
    } finally {
      disk.remove();
    }
  });
});
