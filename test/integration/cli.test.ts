import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  predictOutputs,
  resultsFile,
  trainOutputs,
} from '../../shared/model/results/results-file.ts';
import { temporaryFolder } from '../support/folder.ts';
import { printed, start } from '../support/program.ts';
import { sharedData } from '../support/shared-data.ts';

const samples = fileURLToPath(new URL('../../samples/', import.meta.url));
const cli = 'hosts/cli/main.ts';
let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

const resultsIn = (out: string) =>
  resultsFile.parse(JSON.parse(readFileSync(`${out}/results.json`, 'utf8')));
const notebook = (cells: object[]) => {
  const file = folder.file(`${crypto.randomUUID()}.json`);
  const document = { format: 'portrait-notebook', version: 1, title: 't', seed: 1, cells };
  writeFileSync(file, JSON.stringify(document));
  return file;
};
const dataCell = (name: string) => ({
  ...{ id: 'd', kind: 'data', name, inputs: {} },
  settings: { source: { type: 'file', path: 'users.csv', name: 'users.csv' } },
});

describe('a notebook without a window', () => {
  it('runs the ready sample, says so per cell, and writes what came out', async () => {
    const out = folder.file('first');
    const { code, stdout } = await start(cli, ['run', `${samples}first-steps.json`, '--out', out])
      .ended;
    expect(code).toBe(0);
    for (const name of ['Users', 'Clean', 'Features', 'Model', 'Train', 'On test']) {
      expect(stdout).toMatch(new RegExp(`^${name}  done  [\\d.]+ s$`, 'm'));
    }
    const results = resultsIn(out);
    expect(results.succeeded).toBe(true);
    const train = results.cells.find(({ kind }) => kind === 'train');
    expect(train?.address).toMatch(/^[0-9a-f]{64}$/);
    expect(trainOutputs.parse(train?.outputs).epochs.length).toBeGreaterThan(0);
    // The main metrics close the output; predictions of the parts lie beside the results.
    expect(stdout).toMatch(
      /^On test {2}ROC AUC 0\.\d+ \(0\.\d+ to 0\.\d+\), PR AUC .*, log loss .*, test part, 4,000 rows$/m,
    );
    const test = results.cells.find(({ name }) => name === 'On test');
    expect(test?.files).toEqual(['predictions On test.csv', 'predictions On test.parquet']);
    const [head, ...lines] = readFileSync(`${out}/predictions On test.csv`, 'utf8').split('\r\n');
    expect(head).toMatch(/^row,user_id,.*will_subscribe,score,class,/);
    expect(lines.filter((line) => line !== '')).toHaveLength(4000);
  });

  it('writes the predictions of the only Predict cell under that name, and describes results by a schema', async () => {
    const rows = Array.from({ length: 300 }, (_, at) => {
      const a = ((at * 37) % 100) / 10;
      return `${at},${a},${a + ((at * 13) % 7) / 10 > 5 ? 'yes' : 'no'}`;
    });
    writeFileSync(folder.file('pred.csv'), ['id,a,b', ...rows].join('\n'));
    const file = notebook([
      {
        ...{ id: 'd', kind: 'data', name: 'Rows', inputs: {} },
        settings: { source: { type: 'file', path: 'pred.csv', name: 'pred.csv' } },
      },
      {
        ...{ id: 'f', kind: 'features', name: 'F', inputs: { table: ['d'] } },
        settings: {
          label: { column: 'b' },
          columns: [{ column: 'id', encoding: { type: 'skip' } }],
        },
      },
      { id: 'm', kind: 'model', name: 'M', inputs: { features: ['f'] }, settings: {} },
      { id: 't', kind: 'train', name: 'T', inputs: { model: ['m'] }, settings: { epochs: 2 } },
      { id: 'p', kind: 'predict', name: 'New', inputs: { run: ['t'], table: ['d'] }, settings: {} },
    ]);
    const out = folder.file('predicted');
    const { code, stdout } = await start(cli, ['run', file, '--out', out]).ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^New {2}300 rows scored, no \d+ \([\d.]+%\), yes \d+ \([\d.]+%\)/m);
    const made = resultsIn(out).cells.at(-1);
    expect(made?.files).toEqual(['predictions.csv', 'predictions.parquet']);
    expect(predictOutputs.parse(made?.outputs)).toMatchObject({ rows: 300, way: 'prepared' });
    const parquet = await asyncBufferFromFile(`${out}/predictions.parquet`);
    const stored = await parquetReadObjects({ file: parquet });
    expect(stored).toHaveLength(300);
    expect(stored[0]).toMatchObject({ id: 0n, score: expect.any(Number) });
  });

  it('takes data, settings and a seed from the command line, and repeats itself', async (context) => {
    const file = sharedData('online_shoppers_intention.csv');
    if (file === undefined) return context.skip();
    const run = async (seed: string) => {
      const out = folder.file(`shoppers-${crypto.randomUUID()}`);
      const args = ['--data', `Sessions=${file}`, '--set', 'Train.epochs=2', '--seed', seed];
      const program = start(cli, ['run', `${samples}online-shoppers.json`, ...args, '--out', out]);
      expect(await program.ended).toMatchObject({ code: 0 });
      return resultsIn(out);
    };
    const [one, same, other] = [await run('5'), await run('5'), await run('6')];
    const hashes = [one, same, other].map(({ cells }) => {
      const outputs = trainOutputs.parse(cells.find(({ kind }) => kind === 'train')?.outputs);
      expect(outputs.epochs).toHaveLength(2);
      return outputs.weightsHash;
    });
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).not.toBe(hashes[2]);
    const evaluated = one.cells.at(-1)?.outputs;
    expect(evaluated).toMatchObject({ part: 'test', rows: 2466, accuracy: expect.any(Number) });
  });

  it('ends with 1 where a cell fails, and says which and why', async () => {
    const out = folder.file('failed');
    const { code, stdout } = await start(cli, ['run', notebook([dataCell('People')]), '--out', out])
      .ended;
    expect(code).toBe(1);
    expect(stdout).toMatch(/People {2}failed\n {2}The file .*users\.csv is not there\./);
    const [cell] = resultsIn(out).cells;
    expect(cell).toMatchObject({
      state: 'failed',
      outcome: 'failed',
      error: { code: 'file_missing' },
      outputs: null,
    });
  });

  it('takes relative data paths from the notebook’s folder', async () => {
    writeFileSync(folder.file('users.csv'), 'a,b\n1,x\n2,y\n');
    const out = folder.file('relative');
    const file = notebook([dataCell('A.b=c'), { ...dataCell('A'), id: 'e' }]);
    const { code } = await start(cli, [
      'run',
      file,
      '--out',
      out,
      '--set',
      'A.b=c.options.header=false',
    ]).ended;
    expect(code).toBe(0);
    const tables = resultsIn(out).cells.map(({ outputs }) => outputs);
    expect(tables).toMatchObject([{ rows: 3 }, { rows: 2 }]);
  });

  it('reads given files of known layouts as the import dialog does, up to the comparison', async () => {
    const rated = (user: number, item: number) => `${user}::${item}::${1 + ((user * item) % 5)}`;
    const lines = Array.from({ length: 60 }, (_, at) => at + 1).flatMap((user) =>
      Array.from({ length: 12 }, (_, n) => 1 + ((user * 7 + n * n) % 40)).map(
        (item, n) => `${rated(user, item)}::${978300000 + n * 100 + user}`,
      ),
    );
    writeFileSync(folder.file('ratings.dat'), `${lines.join('\n')}\n`);
    const recommender = (id: string, name: string, algorithm: object) => ({
      ...{ id, kind: 'recommend', name, inputs: { interactions: ['i'] } },
      settings: { algorithm },
    });
    const file = notebook([
      { id: 'd', kind: 'data', name: 'Ratings', inputs: {}, settings: {} },
      {
        ...{ id: 'i', kind: 'interactions', name: 'Log', inputs: { events: ['d'] } },
        settings: { user: 'user_id', item: 'item_id', time: 'timestamp', weight: 'rating' },
      },
      recommender('p', 'Most popular', { type: 'popular' }),
      recommender('k', 'Like it', { type: 'itemKnn' }),
      {
        ...{ id: 'c', kind: 'compare', name: 'Compare', inputs: { recommenders: ['p', 'k'] } },
        settings: {},
      },
    ]);
    const out = folder.file('layouts');
    const given = `Ratings=${folder.file('ratings.dat')}`;
    const ended = await start(cli, ['run', file, '--data', given, '--out', out]).ended;
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const [table] = resultsIn(out).cells;
    expect(table?.outputs).toMatchObject({ rows: lines.length });
  });

  it('keeps what a notebook says about reading a given file, and lets --set come last', async () => {
    writeFileSync(folder.file('u.data'), '1\t2\t3\t881250949\n1\t3\t4\t881250950\n');
    const rows = async (settings: object, ...more: string[]) => {
      const out = folder.file(crypto.randomUUID());
      const file = notebook([{ ...dataCell('R'), settings }]);
      const given = ['--data', `R=${folder.file('u.data')}`, '--out', out, ...more];
      expect(await start(cli, ['run', file, ...given]).ended).toMatchObject({ code: 0 });
      return resultsIn(out).cells[0]?.outputs;
    };
    expect(await rows({})).toMatchObject({ rows: 2 });
    expect(await rows({ options: { header: true } })).toMatchObject({ rows: 1 });
    expect(await rows({}, '--set', 'R.options.skip=1')).toMatchObject({ rows: 1 });
  });

  it.each([[[]], [['run']], [['run', 'a.json', 'b.json']], [['run', 'a.json', '--seed', '-1']]])(
    'explains itself for %j',
    async (args) => {
      const { code, stderr } = await start(cli, args).ended;
      expect(code).toBe(2);
      expect(stderr).toContain('run NOTEBOOK.json');
    },
  );

  it('helps: every option, examples and what it ends with', async () => {
    for (const args of [
      ['run', '--help'],
      ['run', 'a.json', '-h'],
    ]) {
      const { code, stdout } = await start(cli, args).ended;
      expect(code).toBe(0);
      for (const part of ['--data', '--set', '--seed', '--out', '--table', '--workspace', '130']) {
        expect(stdout).toContain(part);
      }
    }
  });

  it.each([
    ['--ouy x', 'Did you mean “--out”?'],
    ['--set Peeple.options.header=false', 'Did you mean “People”?'],
    ['--data Poeple=x.csv', 'There are: “People”'],
    ['--table Nothing', 'There are: “People”'],
    ['--set People.optoins=1', 'Did you mean “options”?'],
    ['--set People.options.heder=false', 'Did you mean “header”?'],
    ['--set People.options.header=maybe', 'expected boolean'],
  ])('refuses %s before anything runs: %s', async (argument, told) => {
    const args = ['run', notebook([dataCell('People')]), ...argument.split(' ')];
    const { code, stdout, stderr } = await start(cli, args).ended;
    expect(stderr).toContain(told);
    expect(code).toBe(2);
    expect(stdout).toBe('');
  });

  it('refuses to write where no folder is, before anything runs, and into pipes', async () => {
    execFileSync('mkfifo', [folder.file('pipe')]);
    writeFileSync(folder.file('taken.txt'), 'kept');
    for (const out of [folder.file('pipe'), folder.file('taken.txt'), '/dev/null', '/dev/zero/x']) {
      const args = ['run', notebook([dataCell('People')]), '--out', out];
      const { code, stdout, stderr } = await start(cli, args).ended;
      expect(stderr).toContain(`${out} is no folder`);
      expect([code, stdout]).toEqual([2, '']);
    }
    expect(readFileSync(folder.file('taken.txt'), 'utf8')).toBe('kept');
    const out = folder.file('out-with-pipe');
    mkdirSync(out);
    execFileSync('mkfifo', [join(out, 'results.json')]);
    const ended = await start(cli, ['run', notebook([dataCell('People')]), '--out', out]).ended;
    expect(ended.stderr).toContain('results.json is not a regular file');
    expect(ended.code).toBe(1);
  });

  it('refuses a notebook with a setting there is none of, naming the nearest', async () => {
    const cell = dataCell('People');
    const file = notebook([{ ...cell, settings: { ...cell.settings, optins: {} } }]);
    const { code, stderr } = await start(cli, ['run', file]).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('There is no setting “optins” in /cells/0/settings.');
    expect(stderr).toContain('Did you mean “options”?');
  });

  it('writes the lists of Recommend to all, and tables asked for, as CSV and Parquet', async () => {
    const events = Array.from({ length: 40 }, (_, row) => `u${row % 8},i${(row * 3) % 10}`);
    writeFileSync(folder.file('events.csv'), `user,item\n${events.join('\n')}\n`);
    const of = (id: string, kind: string, inputs: object, settings: object) => ({
      ...{ id, kind, name: id, inputs, settings },
    });
    const source = { type: 'file', path: 'events.csv', name: 'events.csv' };
    const file = notebook([
      of('Events', 'data', {}, { source }),
      of('Seen', 'interactions', { events: ['Events'] }, { user: 'user', item: 'item' }),
      of('Popular', 'recommend', { interactions: ['Seen'] }, { algorithm: { type: 'popular' } }),
      of('Lists: all/1', 'batch', { recommender: ['Popular'] }, { top: 3 }),
    ]);
    const out = folder.file('lists');
    const { code } = await start(cli, ['run', file, '--out', out, '--table', 'Events']).ended;
    expect(code).toBe(0);
    const cells = new Map(resultsIn(out).cells.map((cell) => [cell.name, cell]));
    expect(cells.get('Lists: all/1')).toMatchObject({
      outcome: 'done',
      files: ['Lists all 1.csv', 'Lists all 1.parquet'],
    });
    expect(cells.get('Events')?.files).toEqual(['Events.csv', 'Events.parquet']);
    const [header, ...lines] = readFileSync(`${out}/Lists all 1.csv`, 'utf8').trim().split(/\r?\n/);
    expect(header?.replace(/^\uFEFF/, '')).toMatch(/^user,rank,item/);
    expect(lines).toHaveLength(8 * 3);
    const rows = await parquetReadObjects({
      file: await asyncBufferFromFile(`${out}/Lists all 1.parquet`),
    });
    expect(rows.map(({ user, rank, item }) => `${user},${rank},${item}`)).toEqual(
      lines.map((line) => line.split(',').slice(0, 3).join(',')),
    );
  });

  it.each(['--data Nothing=x.csv', '--set Nothing.x=1', '--data People', '--set People.x'])(
    'names %s, which does not fit the notebook',
    async (argument) => {
      const args = ['run', notebook([dataCell('People')]), ...argument.split(' ')];
      const { code, stderr } = await start(cli, args).ended;
      expect(code).toBe(2);
      expect(stderr).toContain(argument);
    },
  );

  it('refuses a notebook that is none, naming the place', async () => {
    const file = notebook([{ ...dataCell('People'), kind: 'nonsense' }]);
    const { code, stderr } = await start(cli, ['run', file]).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('/cells/0/kind');
  });

  it('stops in order on Ctrl+C and still writes what there is', async () => {
    const out = folder.file('interrupted');
    const file = folder.file('interrupted.portrait');
    const args = ['run', `${samples}first-steps.json`, '--set', 'Train.epochs=100000'];
    const program = start(cli, [...args, '--workspace', file, '--out', out]);
    await printed(program, /Model {2}done/);
    program.child.kill('SIGINT');
    expect(await program.ended).toMatchObject({ code: 130 });
    const results = resultsIn(out);
    expect(results.succeeded).toBe(false);
    const outcomes = results.cells.map(({ kind, outcome }) => `${kind} ${outcome}`);
    expect(outcomes).toContain('train stopped');
    expect(outcomes).toContain('features done');
    expect(outcomes).toContain('evaluate not run');
  });
});
