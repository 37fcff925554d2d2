import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { features } from '#shared/model/cells/features.ts';
import { tuneNet } from '#shared/model/cells/tune-net.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { sharedData } from '../../support/shared-data.ts';
import { temporaryBackend } from '../../support/run-notebook.ts';
import { shoppersNotebook } from '../shoppers/notebook.ts';
import { pythonWith } from '../train/venv.ts';

/**
 * `node test/bench/shoppers-tune/bench.ts [--trials N] [--folds N] [--epochs N] [--processes N] [--seeds N]`: Tune network on
 * Online Shoppers, beside Keras Tuner (Bayesian) and Optuna (TPE) over the same space, rows, folds and budget in trials.
 * Each tool's best mean ROC AUC over its folds and its time. With --seeds also TPE beside random over so many seeds. In
 * full: 100 trials, 5 folds; to reach: at least their ROC AUC in at most half of their time, TPE over random in the mean.
 */
const asked = (name: string, usual: number): number => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : Number(process.argv[at + 1]);
};
const [trials, count, epochs] = [asked('trials', 100), asked('folds', 5), asked('epochs', 30)];
const [processes, seeds] = [asked('processes', 2), asked('seeds', 0)];
const path = sharedData('online_shoppers_intention.csv');
const patience = 5;
const pageRows = 500;

if (path !== undefined) {
  const backend = await temporaryBackend();
  try {
    const ours = await searched(path, 'tpe', 1);
    console.log(told('Portrait', ours));
    const folder = mkdtempSync(join(tmpdir(), 'portrait-tune-'));
    const job = { path, rows: ours.rows, trials, folds: count, epochs, patience };
    writeFileSync(join(folder, 'job.json'), JSON.stringify(job));
    const python = pythonWith('tune-peers', [
      ...['tensorflow-cpu==2.21.0', 'keras', 'keras-tuner', 'optuna', 'scikit-learn', 'pandas'],
    ]);
    const script = fileURLToPath(new URL('peers.py', import.meta.url));
    let reached = true;
    for (const peer of ['optuna', 'keras-tuner']) {
      const text = execFileSync(python, [script, folder, peer], {
        ...{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      });
      const found = z
        .object({ score: z.number(), seconds: z.number() })
        .parse(JSON.parse(text.trim().split('\n').at(-1) ?? ''));
      const time = ours.seconds / found.seconds;
      const ahead = ours.score - found.score;
      console.log(
        `${told(peer, found)}; Portrait ${signed(ahead)}, ${time.toFixed(2)} of its time`,
      );
      reached &&= ahead >= 0 && time <= 0.5;
    }
    rmSync(folder, { recursive: true });
    console.log(`at least their ROC AUC in at most half of their time: ${reached}`);
    if (seeds > 0) reached = (await tpeOverRandom(path)) && reached;
    process.exitCode = reached ? 0 : 1;
  } finally {
    await backend.close();
  }

  async function searched(file: string, method: 'tpe' | 'random', seed: number) {
    const began = performance.now();
    const { results } = await backend.run(documentOf(file, method, seed));
    const seconds = (performance.now() - began) / 1000;
    const output = tuneNet.output.parse(results.get('tune')?.output);
    const score = output.trials[output.best]?.score ?? NaN;
    return { score, seconds, rows: await rowsOf(results.get('features')!.address) };
  }

  /** Rows of the table that are searched on, counted from 1: all but the test part. */
  async function rowsOf(address: string): Promise<number[]> {
    const rows: number[] = [];
    for (let offset = 0; ; offset += pageRows) {
      const input = { offset, limit: pageRows, part: 'train' };
      const page = features.queries.rows.output.parse(
        await backend.client.notebook.query({ address, query: 'rows', input }),
      );
      rows.push(...page.numbers);
      if (offset + pageRows >= page.total) return rows;
    }
  }

  async function tpeOverRandom(file: string): Promise<boolean> {
    let ahead = 0;
    let sum = 0;
    for (let seed = 1; seed <= seeds; seed++) {
      const tpe = await searched(file, 'tpe', seed);
      const random = await searched(file, 'random', seed);
      const difference = tpe.score - random.score;
      if (difference > 0) ahead += 1;
      sum += difference;
      console.log(`seed ${seed}: TPE ${signed(difference)} to random`);
    }
    console.log(
      `TPE ahead of random in ${ahead} of ${seeds}, in the mean by ${signed(sum / seeds)}`,
    );
    return sum > 0;
  }
}

function documentOf(file: string, method: 'tpe' | 'random', seed: number): Notebook {
  const { cells, ...about } = shoppersNotebook(file, seed, 42);
  const tune: Notebook['cells'][number] = {
    ...{ id: 'tune', kind: 'tuneNet', name: 'tune', collapsed: false },
    settings: { method, trials, epochs, patience, processes, folds: { count } },
    inputs: { features: ['features'] },
  };
  const kept = cells.filter(({ kind }) => kind === 'data' || kind === 'features');
  return { ...about, cells: [...kept, tune] };
}

function told(name: string, { score, seconds }: { score: number; seconds: number }): string {
  return `${name}: best mean ROC AUC ${score.toFixed(4)} of ${trials} trials on ${count} folds in ${seconds.toFixed(0)} s`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
}
