import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { exportedModel, type ExportedModel } from '../../../shared/export/exported-model.ts';
import { namedRow } from '../../../shared/export/named-row.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { pythonWith } from '../train/venv.ts';
import { exportFirstSteps } from './exported.ts';
import { load, usage, type Load } from './load.ts';

/**
 * What a model exported from First steps costs where it goes: size and time of each export, one row in the ES module, rows
 * of a CSV file, requests beside FastAPI with ONNX Runtime, and the first answer after a start.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    requests: { type: 'string', default: '100000' },
    rows: { type: 'string', default: '200000' },
    peers: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const folder = temporaryFolder();
const exported = await exportFirstSteps((name) => folder.file(name));
const program = `${exported.folder('server')}/portrait-serve.mjs`;
const { sha256: _, ...content } = JSON.parse(
  readFileSync(`${exported.folder('server')}/model.json`, 'utf8'),
) as Record<string, unknown>;
const model = exportedModel.parse(content);
const rows = model.golden.filter(({ why }) => why === 'test').map(({ row }) => row);

const report = {
  targets: exported.targets,
  oneRow: await oneRow(),
  files: [await scoreFile(Number(values.rows)), await scoreFile(10 * Number(values.rows))],
  start: await starts(),
  rest: await rest(),
};
folder.remove();
console.log(values.json ? JSON.stringify(report) : JSON.stringify(report, null, 2));

/** Milliseconds of one row of named values, median and 99th percentile. */
async function oneRow(): Promise<{ p50Ms: number; p99Ms: number }> {
  const url = pathToFileURL(`${exported.folder('es_module')}/model.mjs`).href;
  const { predict } = (await import(url)) as { predict(row: object): unknown };
  const named = rows.map((row) => namedRow(model, row));
  const turns = 40_000;
  for (let turn = 0; turn < turns; turn++) predict(named[turn % named.length] ?? {});
  const times = Float64Array.from({ length: turns }, (__, turn) => {
    const from = performance.now();
    predict(named[turn % named.length] ?? {});
    return performance.now() - from;
  }).sort();
  return { p50Ms: times[turns / 2] ?? NaN, p99Ms: times[Math.floor(turns * 0.99)] ?? NaN };
}

/** Rows a processor second from one CSV file into another, and the most memory held. */
async function scoreFile(count: number) {
  const [from, to] = [folder.file(`in-${count}.csv`), folder.file(`out-${count}.csv`)];
  const file = createWriteStream(from);
  file.write(`user_id,${model.inputs.map(({ name }) => name).join(',')}\n`);
  const lines = rows.map((row) => row.map((value) => csv(value)).join(','));
  for (let row = 0; row < count; row++) {
    if (!file.write(`u${row},${lines[row % lines.length]}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  const told = `process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write(JSON.stringify([(u.userCPUTime+u.systemCPUTime)/1e6,u.maxRSS/1024]))})`;
  const watch = `data:text/javascript,${encodeURIComponent(told)}`;
  const args = ['--import', watch, program, 'score', exported.folder('server'), from, to];
  const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const [cpuSeconds = NaN, peakMegabytes = NaN] = JSON.parse(stderr) as number[];
  return { rows: count, cpuSeconds, rowsPerCpuSecond: count / cpuSeconds, peakMegabytes };
}

function csv(value: ExportedModel['golden'][number]['row'][number]): string {
  const text = value === null ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** From the start of the program to its first answer. */
async function starts(): Promise<{
  medianMs: number;
  cpuSeconds: number;
  emptyNodeCpuSeconds: number;
}> {
  const body = JSON.stringify({ rows: [namedRow(model, rows[0] ?? [])] });
  const times: number[] = [];
  let cpuSeconds = NaN;
  for (let turn = 0; turn < 5; turn++) {
    const from = performance.now();
    const { child, address } = await served();
    await load(address, [body], { requests: 1, connections: 1 });
    times.push(performance.now() - from);
    ({ cpuSeconds } = usage(child.pid ?? 0));
    await stopped(child);
  }
  const empty = spawnSync(process.execPath, ['-p', 'JSON.stringify(process.cpuUsage())']);
  const { user, system } = JSON.parse(String(empty.stdout)) as { user: number; system: number };
  times.sort((a, b) => a - b);
  return { medianMs: times[2] ?? NaN, cpuSeconds, emptyNodeCpuSeconds: (user + system) / 1e6 };
}

type Rest = Load & { requestsPerSecond: number; cpuMsPerRequest: number; megabytes: number };

/** Requests of one row each, ours and, where ONNX and Python are there, FastAPI's, turn about in one run. */
async function rest(): Promise<{ ours: Rest; fastApi: Rest | null; ratios: object | null }> {
  const ours = await served();
  const body = rows.map((row) => JSON.stringify({ rows: [namedRow(model, row)] }));
  const peer = values.peers ? await fastApi() : null;
  const few = 3000;
  await measured(ours, body, few);
  const beside = peer && {
    ours: await measured(ours, body, few),
    theirs: await measured(peer, peer.bodies, few),
  };
  if (peer) await stopped(peer.child);
  const long = await measured(ours, body, Number(values.requests));
  await stopped(ours.child);
  const ratios = beside && {
    cpuPerRequest: beside.ours.cpuMsPerRequest / beside.theirs.cpuMsPerRequest,
    requestsPerSecond: beside.ours.requestsPerSecond / beside.theirs.requestsPerSecond,
  };
  return { ours: long, fastApi: beside?.theirs ?? null, ratios };
}

async function measured(
  { child, address }: { child: ChildProcess; address: string },
  bodies: readonly string[],
  requests: number,
): Promise<Rest> {
  const before = usage(child.pid ?? 0);
  const made = await load(address, bodies, { requests, connections: 4 });
  const after = usage(child.pid ?? 0);
  return {
    ...made,
    requestsPerSecond: requests / made.seconds,
    cpuMsPerRequest: ((after.cpuSeconds - before.cpuSeconds) * 1000) / requests,
    megabytes: after.megabytes,
  };
}

async function served(): Promise<{ child: ChildProcess; address: string }> {
  const args = [program, 'serve', exported.folder('server'), '--port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const text of child.stdout) {
    const address = /http:\/\/\S+/.exec(String(text))?.[0];
    if (address !== undefined) return { child, address };
  }
  throw new Error('the server did not start');
}

async function fastApi(): Promise<{
  child: ChildProcess;
  address: string;
  bodies: string[];
} | null> {
  const onnx = exported.folder('onnx');
  if (!existsSync(`${onnx}/model.onnx`)) return null;
  const python = pythonWith('export-peers', ['fastapi', 'uvicorn', 'onnxruntime', 'numpy']);
  const port = 18_000 + (process.pid % 2000);
  const script = fileURLToPath(new URL('peers/fastapi_onnx.py', import.meta.url));
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

async function stopped(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
