import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { floatText } from '#shared/wire/float-text.ts';
import { features } from '#shared/model/cells/features.ts';
import { tableOutput } from '#shared/model/cells/data.ts';
import { predict, type PredictOutput } from '#shared/model/cells/predict.ts';
import { train } from '#shared/model/cells/train.ts';
import type { TableInfo } from '#shared/model/table.ts';
import { Workspace } from '../../../src-main/backend/storage/index.ts';
import { cell, notebookOf } from '../../support/cells.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { runInto } from '../../support/run-notebook.ts';
import { pythonWith } from '../train/venv.ts';

/**
 * `npm run bench -- predict [ROWS]`: a table of the sample shop (1,000,000 rows where nothing is said) through the Predict
 * cell, table to table, with bounds and shift: rows a second and memory, beside pandas and numpy making the same scores.
 */
const timing = z.object({ read: z.number(), forward: z.number() });
const rows = Number(process.argv[2] ?? 1_000_000);
const folder = temporaryFolder();
const workspacePath = folder.file('bench.portrait');
const shop = (users: number, seed: number) => ({
  source: { type: 'sample', table: 'users', users, seed, variant: 'clean' },
});
const skipped = ['user_id', 'signup_date'];
const base = [
  cell('users', 'data', shop(20_000, 1)),
  cell(
    'features',
    'features',
    {
      label: { column: 'will_subscribe' },
      columns: [
        ...skipped.map((column) => ({ column, encoding: { type: 'skip' } })),
        { column: 'interests', encoding: { type: 'multiHot', separator: '|', minimum: 1 } },
      ],
    },
    { table: ['users'] },
  ),
  cell('model', 'model', {}, { features: ['features'] }),
  cell('train', 'train', { epochs: 3 }, { model: ['model'] }),
  cell('new', 'data', shop(rows, 2)),
];
const scored = cell(
  'predict',
  'predict',
  { keep: 'chosen', columns: ['user_id'] },
  { run: ['train'], table: ['new'] },
);

try {
  await runInto(workspacePath, notebookOf(...base));
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50);
  const before = process.memoryUsage.rss();
  await runInto(workspacePath, { ...notebookOf(...base, scored), title: 'scored' });
  clearInterval(watch);
  const made = await readResults();
  console.log(`${rows} rows, ${made.output.inputs.length} columns read`);
  console.log(`Predict, table to table: ${Math.round(made.output.rowsPerSecond)} rows/s`);
  console.log(`memory: ${mega(before)} MB before, ${mega(most)} MB at most`);
  const peer = besidePython(made.scores);
  console.log(`pandas + numpy, from CSV: ${Math.round(rows / (peer.read + peer.forward))} rows/s`);
  console.log(`pandas + numpy, encoding and net alone: ${Math.round(rows / peer.forward)} rows/s`);
  console.log(`largest difference of a score: ${peer.difference.toExponential(1)}`);
} finally {
  folder.remove();
}

function mega(bytes: number): number {
  return Math.round(bytes / 1e6);
}

/** What Predict made; the model and the rows it scored are written for the peer on the way. */
async function readResults(): Promise<{ output: PredictOutput; scores: Float32Array }> {
  const workspace = Workspace.open(workspacePath, {
    clock: Date.now,
    newId: () => crypto.randomUUID(),
  });
  try {
    const stored = (kind: string) => {
      const { address } = workspace.db
        .prepare<[string], { address: string }>(
          'SELECT address FROM results WHERE kind = ? ORDER BY made_at DESC',
        )
        .get(kind)!;
      return workspace.results.get(address);
    };
    const output = predict.output.parse(stored('predict').output);
    const { prep } = features.output.parse(stored('features').output);
    const { run } = train.output.parse(stored('train').output);
    const { weights } = workspace.runs.checkpoint(run, 'last')!;
    const flat = Float32Array.from(weights.flatMap(({ data }) => [...data]));
    const { spec } = workspace.runs.info(run);
    writeFileSync(
      folder.file('model.json'),
      JSON.stringify({ prep, spec, weights: floatText(flat) }),
    );
    const from = tableOutput.parse(
      workspace.results.get(stored('predict').ingredients.inputs['table']![0]!.address).output,
    ).table;
    await writeCsv(workspace, from);
    const scores = new Float32Array(output.table.rows);
    const score = output.table.columns.findIndex(({ name }) => name === 'score');
    for (const { first, rows: some } of workspace.tables.scan(output.table.id, {
      columns: [score],
    })) {
      some.forEach(([value], at) => (scores[first - 1 + at] = Number(value)));
    }
    return { output, scores };
  } finally {
    workspace.close();
  }
}

async function writeCsv(workspace: Workspace, table: TableInfo): Promise<void> {
  const out = createWriteStream(folder.file('rows.csv'));
  const line = (values: readonly unknown[]) =>
    `${values.map((value) => (value === null ? '' : `"${String(value)}"`)).join(',')}\n`;
  out.write(line(table.columns.map(({ name }) => name)));
  for (const { rows: some } of workspace.tables.scan(table.id)) {
    if (!out.write(some.map(line).join(''))) await once(out, 'drain');
  }
  await new Promise<void>((resolve) => out.end(resolve));
}

function besidePython(ours: Float32Array): { read: number; forward: number; difference: number } {
  const python = pythonWith('predict-peers', ['numpy', 'pandas']);
  const script = fileURLToPath(new URL('./peers/numpy_forward.py', import.meta.url));
  const files = ['model.json', 'rows.csv', 'scores.bin'].map((name) => folder.file(name));
  const told = execFileSync(python, [script, ...files], { encoding: 'utf8' });
  const bytes = readFileSync(folder.file('scores.bin'));
  const theirs = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  );
  const difference = ours.reduce(
    (most, score, at) => Math.max(most, Math.abs(score - (theirs[at] ?? NaN))),
    0,
  );
  return { ...timing.parse(JSON.parse(told)), difference };
}
