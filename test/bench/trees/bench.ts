import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { features } from '#shared/model/cells/features.ts';
import { sharedData } from '../../support/shared-data.ts';
import { temporaryBackend } from '../../support/run-notebook.ts';
import { shoppersNotebook } from '../shoppers/notebook.ts';

/**
 * `node test/bench/trees/bench.ts`: the boosted trees beside a network on Online Shoppers, over three splits, and
 * scikit-learn's HistGradientBoostingClassifier with its usual settings on the same encoded rows.
 */
const splits = [42, 1, 2];
const path = sharedData('online_shoppers_intention.csv');
const pageRows = 500;

if (path !== undefined) {
  const differences: number[] = [];
  for (const split of splits) {
    const { ours, seconds, folder } = await measured(path, split);
    const script = fileURLToPath(new URL('hist_gradient_boosting.py', import.meta.url));
    const peer = Number(execFileSync(peerPython(), [script, folder], { encoding: 'utf8' }));
    rmSync(folder, { recursive: true });
    differences.push(ours - peer);
    console.log(
      `split ${split}: test ROC AUC, trees ${ours.toFixed(4)}, scikit-learn ${peer.toFixed(4)}, Evaluate in all ${seconds.toFixed(1)} s`,
    );
  }
  const worst = Math.min(...differences);
  console.log(`worst difference ${worst.toFixed(4)} (to reach: -.003 or better)`);
  process.exitCode = worst >= -0.003 ? 0 : 1;
}

/** What Evaluate says of its trees, and the folder with the rows of both parts as the network gets them. */
async function measured(file: string, split: number) {
  const backend = await temporaryBackend();
  try {
    const document = shoppersNotebook(file, 1, split);
    const { results } = await backend.run(document);
    const output = evaluate.output.parse(results.get('evaluate')?.output);
    const trees = output.baselines.find(({ name }) => name === 'trees');
    const { states } = await backend.client.notebook.open({
      id: (await backend.client.workspace.info({})).notebooks[0]!.id,
    });
    const seconds = (states.find(({ cell }) => cell === 'evaluate')?.milliseconds ?? 0) / 1000;
    const address = results.get('features')!.address;
    const folder = mkdtempSync(join(tmpdir(), 'portrait-trees-'));
    for (const part of ['train', 'test'] as const) {
      const lines: string[] = [];
      for (let offset = 0; ; offset += pageRows) {
        const page = features.queries.rows.output.parse(
          await backend.client.notebook.query({
            ...{ address, query: 'rows' },
            input: { offset, limit: pageRows, part },
          }),
        );
        page.encoded.forEach((row, at) => lines.push([...row, page.labels[at]![0]].join(',')));
        if (offset + pageRows >= page.total) break;
      }
      writeFileSync(join(folder, `${part}.csv`), lines.join('\n'));
    }
    return { ours: trees?.classification?.rocAuc.value ?? NaN, seconds, folder };
  } finally {
    await backend.close();
  }
}

/** A Python with scikit-learn: its own environment under the user's cache, made once. */
function peerPython(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'portrait', 'trees-venv');
  const python = join(folder, 'bin', 'python');
  if (!existsSync(python)) execFileSync('python3', ['-m', 'venv', folder], { stdio: 'ignore' });
  try {
    execFileSync(python, ['-c', 'import sklearn'], { stdio: 'ignore' });
  } catch {
    // Not there yet: fetched once.
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'scikit-learn'], { stdio: 'ignore' });
  }
  return python;
}
