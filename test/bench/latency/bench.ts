import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';
import type { Contract } from '../../../shared/contract/index.ts';
import { enter, knock, servedBackend } from '../../support/localhost.ts';
import { rpcOptions } from '#shared/wire/rpc-options.ts';

/**
 * How long the interface waits for a page of rows while a model trains, and while a large SQL answer is written, over the
 * socket as a browser tab does.
 */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, calls: { type: 'string' } },
});
const calls = Number(values.calls ?? 1000);
const users = 100_000;

const served = await servedBackend();
const { port } = served.server;
const { cookie, key } = await enter(served.server);
const socket = await knock(port, '/rpc', { cookie, origin: `http://127.0.0.1:${port}` }, key);
if (!(socket instanceof WebSocket)) throw new Error(`refused with ${socket}`);
socket.binaryType = 'arraybuffer';
// The browser's WebSocket is what the link's types name; ws has all of it that the link uses.
const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket, ...rpcOptions });
const client: ContractRouterClient<Contract> = createORPCClient(link);

const { id } = await client.workspace.importNotebook({ text: JSON.stringify(notebook()) });
await client.notebook.trust({ id, others: false });
await client.notebook.run({ id, cells: ['model'] });
const table = await tableOf('data');
await resultOf('model');
const idle = await measure();
await client.notebook.run({ id, cells: ['train'] });
const run = await runOf('train');
let events = 0;
const watched = (async () => {
  for await (const _ of await client.runs.watch({ run })) events += 1;
})();
while ((await client.runs.get({ run })).epochs.length === 0) await sleep(50);
events = 0;
const began = performance.now();
const training = await measure();
const eventsPerSecond = (events * 1000) / (performance.now() - began);
await client.runs.control({ run, action: 'stop' });
await watched;
const other = await client.workspace.importNotebook({ text: JSON.stringify(query()) });
await client.notebook.trust({ id: other.id, others: false });
while ((await stateOf('sql', other.id))?.status !== 'running') await sleep(20);
let answered = false;
const answer = resultOf('sql', other.id).then(() => (answered = true));
const querying = await measure(() => !answered);
await answer;
socket.terminate();
await served.close();

const report = { calls, rows: users, idle, training, querying, eventsPerSecond };
if (values.json) console.log(JSON.stringify(report));
else {
  console.log(`tables.rows, ${calls} calls, ${users} rows, milliseconds`);
  for (const [when, times] of Object.entries({ idle, training, querying })) {
    const parts = Object.entries(times).map(([name, ms]) => `${name} ${ms.toFixed(1)}`);
    console.log(`${when}: ${parts.join(', ')}`);
  }
  console.log(`live events: ${eventsPerSecond.toFixed(1)} a second`);
}
process.exitCode = Math.max(training.p99, querying.p99) <= 100 ? 0 : 1;

async function measure(goesOn = () => true) {
  const times: number[] = [];
  for (let call = 0; call < calls && goesOn(); call++) {
    const start = performance.now();
    await client.tables.rows({ table, offset: (call * 7919) % (users - 100), limit: 100 });
    times.push(performance.now() - start);
    await sleep(5);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? NaN;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

async function stateOf(cell: string, notebook: string) {
  const { states } = await client.notebook.open({ id: notebook });
  return states.find((one) => one.cell === cell);
}

async function resultOf(cell: string, of = id): Promise<string> {
  for (;;) {
    const state = await stateOf(cell, of);
    if (state?.status === 'failed') throw new Error(JSON.stringify(state.error));
    if (state?.status === 'fresh' && state.shown !== null) return state.shown;
    await sleep(50);
  }
}

async function tableOf(cell: string): Promise<string> {
  const { output } = await client.notebook.output({ address: await resultOf(cell) });
  return (output as { table: { id: string } }).table.id;
}

async function runOf(cell: string): Promise<string> {
  for (;;) {
    const state = await stateOf(cell, id);
    if (state?.status === 'running' && state.run !== null) return state.run;
    await sleep(20);
  }
}

function cell(name: string, kind: string, settings: object, inputs: object): object {
  return { id: name, kind, name, settings, inputs };
}

/** All users ten times over, which is kept as a table. */
function query(): object {
  const copies = Array.from({ length: 10 }, (_, copy) => `SELECT *, ${copy} AS copy FROM data`);
  const settings = { query: copies.join(' UNION ALL '), secondsLimit: 600 };
  return {
    ...{ format: 'portrait-notebook', version: 1, title: 'latency of SQL', seed: 1 },
    cells: [
      cell('data', 'data', { source: { type: 'sample', table: 'users', users } }, {}),
      cell('sql', 'sql', settings, { tables: ['data'] }),
    ],
  };
}

function notebook(): object {
  const label = { column: 'will_subscribe' };
  return {
    ...{ format: 'portrait-notebook', version: 1, title: 'latency', seed: 1 },
    cells: [
      cell('data', 'data', { source: { type: 'sample', table: 'users', users } }, {}),
      cell('features', 'features', { label }, { table: ['data'] }),
      cell('model', 'model', {}, { features: ['features'] }),
      cell('train', 'train', { epochs: 1000 }, { model: ['model'] }),
    ],
  };
}
