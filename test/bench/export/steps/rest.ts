import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { namedRow } from '../../../../shared/export/named-row.ts';
import { pythonWith } from '../../train/venv.ts';
import { readModel, type Exported } from '../exported.ts';
import { measured, served, started, stopped, type Running, type Served } from '../served.ts';

/** Requests each of the two answers in turn. */
const beside = 2000;
const rounds = 3;

/**
 * Requests of one row each, ours and, where ONNX and Python are there, FastAPI's, turn about in one run; then as many to ours, and
 * to a server of a few lines for the memory that Node itself takes.
 */
export async function measureRest(
  exported: Exported,
  { requests, peers }: { requests: number; peers: boolean },
): Promise<{ ours: Served; bareNode: Served; fastApi: Served | null; ratios: object | null }> {
  const { model, rows } = readModel(exported);
  const ours = await served(exported);
  const bodies = rows.map((row) => JSON.stringify({ rows: [namedRow(model, row)] }));
  const peer = peers ? await fastApi(exported) : null;
  try {
    await measured(ours, bodies, beside);
    if (peer) await measured(peer, peer.bodies, beside);
    const pairs: { own: Served; theirs: Served }[] = [];
    for (let round = 0; peer && round < rounds; round++)
      pairs.push({
        own: await measured(ours, bodies, beside),
        theirs: await measured(peer, peer.bodies, beside),
      });
    const long = await measured(ours, bodies, requests);
    return {
      ours: long,
      bareNode: await bareNode(bodies, requests),
      fastApi: pairs.at(-1)?.theirs ?? null,
      ratios: ratiosOf(pairs),
    };
  } finally {
    await stopped(ours.child);
    if (peer) await stopped(peer.child);
  }
}

async function bareNode(bodies: readonly string[], requests: number): Promise<Served> {
  const bare = await started([fileURLToPath(new URL('../peers/bare-server.mjs', import.meta.url))]);
  try {
    return await measured(bare, bodies, requests);
  } finally {
    await stopped(bare.child);
  }
}

/** Ours over theirs, the median round. */
function ratiosOf(pairs: readonly { own: Served; theirs: Served }[]): object | null {
  if (pairs.length === 0) return null;
  const ratio = (of: (one: Served) => number): number =>
    pairs.map(({ own, theirs }) => of(own) / of(theirs)).sort((a, b) => a - b)[pairs.length >> 1] ??
    NaN;
  return {
    cpuPerRequest: ratio((one) => one.cpuMsPerRequest),
    requestsPerSecond: ratio((one) => one.requestsPerSecond),
    megabytes: ratio((one) => one.megabytes),
  };
}

async function fastApi({ folder }: Exported): Promise<(Running & { bodies: string[] }) | null> {
  const onnx = folder('onnx');
  if (!existsSync(`${onnx}/model.onnx`)) return null;
  const python = pythonWith('export-peers', ['fastapi', 'uvicorn', 'onnxruntime', 'numpy']);
  const port = 18_000 + (process.pid % 2000);
  const script = fileURLToPath(new URL('../peers/fastapi_onnx.py', import.meta.url));
  const child = spawn(python, [script, onnx, String(port)], { stdio: 'inherit' });
  const address = `http://127.0.0.1:${port}`;
  for (let waited = 0; waited < 600; waited++) {
    const isUp = await fetch(`${address}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const golden = JSON.parse(readFileSync(`${onnx}/golden.json`, 'utf8')) as {
    rows: { why: string; row: unknown[] }[];
  };
  const bodies = golden.rows
    .filter(({ why }) => why === 'test')
    .map(({ row }) =>
      JSON.stringify({ rows: [Object.fromEntries(row.map((value, at) => [`c${at}`, value]))] }),
    );
  return { child, address, bodies };
}
