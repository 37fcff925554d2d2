import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { temporaryFolder } from '../../support/folder.ts';
import { exportFirstSteps } from './exported.ts';
import { measureFiles } from './steps/files.ts';
import { measureOneRow } from './steps/one-row.ts';
import { measureRest } from './steps/rest.ts';
import { measureSequences } from './steps/sequences.ts';
import { measureSoak } from './steps/soak.ts';
import { measureStart } from './steps/start.ts';

/**
 * What a model exported from First steps costs where it goes: size and time of each export, one row in the ES module, rows
 * of a CSV file, requests beside FastAPI with ONNX Runtime, the first answer after a
 * start, and what sequence models take to serve. Each step prints as it ends.
 *
 * npm run bench -- export [--only STEP,STEP] [--keep FOLDER] [--rows N] [--requests N] [--no-peers] [--soak SECONDS [--rate N]]
 * With --rate the soak sends so many requests a second; without, as many as are answered.
 * With --keep the exports are written there, and taken from there the next time.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    keep: { type: 'string' },
    rows: { type: 'string', default: '100000' },
    requests: { type: 'string', default: '100000' },
    peers: { type: 'boolean', default: true },
    soak: { type: 'string', default: '0' },
    rate: { type: 'string', default: 'Infinity' },
    json: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

const folder = temporaryFolder();
const base = values.keep === undefined ? folder.path : resolve(values.keep);
const exported = { folder: (target: string): string => join(base, `out-${target}`) };
const [rows, requests, soak, rate] = [values.rows, values.requests, values.soak, values.rate].map(
  Number,
) as [number, number, number, number];

/** In the order they run. */
const steps: Record<string, () => Promise<object>> = {
  row: () => measureOneRow(exported),
  files: () => measureFiles(exported, { rows, file: folder.file }),
  start: () => measureStart(exported),
  rest: () => measureRest(exported, { requests, peers: values.peers }),
  sequences: () => measureSequences(exported, { requests: Math.min(requests, 2000) }),
  ...(soak > 0 ? { soak: () => measureSoak(exported, { seconds: soak, rate }) } : {}),
};
const chosen = values.only?.split(',') ?? ['targets', ...Object.keys(steps)];
const unknown = chosen.find((name) => name !== 'targets' && steps[name] === undefined);
if (unknown !== undefined)
  throw new RangeError(`no step “${unknown}”: targets, ${Object.keys(steps).join(', ')}`);

try {
  if (chosen.includes('targets') || !existsSync(exported.folder('server')))
    await timed('targets', () => exportFirstSteps(base));
  for (const [name, measure] of Object.entries(steps))
    if (chosen.includes(name)) await timed(name, measure);
} finally {
  folder.remove();
}

async function timed(name: string, measure: () => Promise<object>): Promise<void> {
  const from = performance.now();
  const figures = await measure();
  const took = Math.round((performance.now() - from) / 100) / 10;
  console.log(
    values.json
      ? JSON.stringify({ step: name, took, figures })
      : `${name} (${took} s) ${JSON.stringify(figures, rounded, 2)}`,
  );
}

/** Four figures are enough to read. */
function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(4)) : value;
}
