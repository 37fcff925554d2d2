import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { uniformFloats } from '#shared/random/philox.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { mainCases } from '../train/cases.ts';
import { engineSpeed } from '../train/engine-peer.ts';
import { bareCheckout } from '../../support/bare-checkout.ts';

/**
 * `npm run bench -- lean`: Portrait on a machine without Python, compiler and TensorFlow. The first step of the classic net
 * in a fresh engine, and *First steps* from the command to its end, as set-up finds such a machine and as
 * `--engine wasm` asks for it; what then is said of Python or TensorFlow ends the command with status 1.
 */
const { values } = parseArgs({ options: { starts: { type: 'string', default: '5' } } });
/** Seconds on two quiet cores. */
const limits = { firstStep: 0.3, compiling: 0.15, runAll: 8 };
const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = temporaryFolder();
try {
  await firstSteps();
  await whole('set up without Python and g++', {});
  process.exitCode = (await whole('--engine wasm', { PORTRAIT_NO_NATIVE: '1' })) ? 1 : 0;
} finally {
  folder.remove();
}

/** A figure beside its limit. */
function beside(name: string, seconds: number, limit: number): string {
  const verdict = seconds <= limit ? 'met' : 'OVER';
  return `  ${name}: ${seconds.toFixed(3)} s, limit ${limit} s, ${verdict}`;
}

async function firstSteps(): Promise<void> {
  const [classic] = mainCases;
  if (!classic) return;
  const { rows, columns } = classic;
  const x = uniformFloats({ seed: 1, step: 0, purpose: 9 }, rows * columns);
  const y = Float32Array.from({ length: rows }, (_, row) => Number((x[row * columns] ?? 0) > 0.5));
  const timings = [];
  for (let start = 0; start < Number(values.starts); start++)
    timings.push(await engineSpeed(classic, { x, y }, 1, { PORTRAIT_NO_NATIVE: '1' }));
  const median = (list: number[]) => list.toSorted((a, b) => a - b)[list.length >> 1] ?? NaN;
  const first = median(timings.map(({ firstStepSeconds }) => firstStepSeconds));
  const compiling = median(timings.map(({ captureSeconds }) => captureSeconds));
  console.log('Classic net in a fresh engine:');
  console.log(beside('first step visible after Run', first, limits.firstStep));
  console.log(beside('tracing, lowering and compiling', compiling, limits.compiling));
}

/** Runs First steps and tells its seconds by cell; whether anything was said of what there is not. */
async function whole(name: string, extra: Record<string, string>): Promise<boolean> {
  const place = folder.file(name.replaceAll(/\W+/g, '-'));
  const { start, env } = bareCheckout(root, place);
  const args = [start, 'run', join(root, 'samples', 'first-steps.json'), '--out', join(place, 'o')];
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...env, ...extra },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = await once(child, 'exit');
  const seconds = (performance.now() - began) / 1000;
  const cells = [...text.matchAll(/^(.+?) {2}done {2}([\d.]+) s$/gm)];
  const sum = cells.reduce((total, [, , cell]) => total + Number(cell), 0);
  console.log(`First steps, ${name}: the command ${seconds.toFixed(1)} s`);
  console.log(beside('Run all, its cells together', sum, limits.runAll));
  console.log(`  ${cells.map(([, cell, took]) => `${cell} ${took}`).join(', ')}`);
  if (code !== 0) throw new Error(text);
  return /python|g\+\+|tensorflow/i.test(text);
}
