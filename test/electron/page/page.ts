import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '#shared/contract/index.ts';
import type { DesktopBridge } from '#shared/desktop/bridge.ts';
import { errorText, type ErrorData } from '#shared/errors/index.ts';
import { parseOptions } from '#shared/model/cells/data.ts';
import type { TrainOutput } from '#shared/model/cells/train.ts';
import type { Json } from '#shared/model/json.ts';
import type { NotebookEdit } from '#shared/notebook/notebook.ts';
import { rpcOptions } from '#shared/wire/rpc-options.ts';

/** Made by the test: the window's own code is too young for this page. */
declare const sheetsPage: string;

const pdfs: ((bytes: Uint8Array | null) => void)[] = [];

type Client = ContractRouterClient<Contract>;

declare const window: Window & { portrait: DesktopBridge; inlineRan?: boolean; require?: unknown };

/** Calls the real backend through the real preload and leaves what it found in the title. */
async function run(): Promise<object> {
  const listeners: ((frame: unknown) => void)[] = [];
  window.portrait.receive((message) => {
    if (message.type === 'rpc') for (const listener of listeners) listener(message.frame);
    if (message.type === 'pdf') for (const answer of pdfs) answer(message.bytes);
  });
  const port = {
    postMessage: (frame: string) => window.portrait.send({ type: 'rpc', frame }),
    onMessage: { addListener: (listener: (frame: unknown) => void) => listeners.push(listener) },
    onDisconnect: { addListener: () => undefined },
  };
  const client: Client = createORPCClient(new RPCLink({ port, ...rpcOptions }));
  const { id } = await client.workspace.createNotebook({ title: 'From Electron 9' });
  const info = await client.workspace.info({});
  const error = await client.notebook.open({ id: 'nowhere' }).then(
    () => null,
    (thrown: { data: ErrorData }) => ({ code: thrown.data.code, ...errorText(thrown.data, 'en') }),
  );
  const unshown = await client.files
    .preview({ path: '/etc/passwd', options: parseOptions.parse({}), columns: [] })
    .then(
      () => 'read',
      (thrown: { data: ErrorData }) => thrown.data.code,
    );
  const outside = await fetch('app://portrait/../../package.json').then(
    ({ status }) => status,
    () => 'refused',
  );
  const elsewhere = await fetch('https://example.org/').then(
    ({ status }) => status,
    () => 'refused',
  );
  return {
    id,
    info,
    error,
    train: await train(client, id),
    pdf: await pdf(),
    unshown,
    outside,
    elsewhere,
    bridge: Object.keys(window.portrait),
    inlineRan: window.inlineRan ?? false,
    node: typeof window.require,
    origin: location.origin,
  };
}

/** Sheets of three students, set as PDF by the host: its length. A title is too short for it, the console is not. */
async function pdf(): Promise<number> {
  const made = new Promise<Uint8Array | null>((resolve) => pdfs.push(resolve));
  // What would run or be fetched must do neither.
  const hostile = `<script>document.body.textContent = 'script ran'</script><img hidden src="https://example.org/x.png">`;
  window.portrait.send({
    type: 'pdf',
    id: 1,
    html: sheetsPage.replace('<body>', `<body>${hostile}`),
  });
  const bytes = await made;
  if (bytes === null) return 0;
  console.info(`pdf ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`);
  return bytes.length;
}

/** Trains a small net on the sample shop: an engine process, its port, and a stream of states through the relay. */
async function train(client: Client, id: string): Promise<{ state: string; outputs: number }> {
  const cells: [string, Record<string, Json>, Record<string, string[]>][] = [
    ['data', { source: { type: 'sample', users: 1000 } }, {}],
    ['features', { label: { column: 'will_subscribe' } }, { table: ['data'] }],
    ['model', {}, { features: ['features'] }],
    ['train', { epochs: 400 }, { model: ['model'] }],
  ];
  const edits: NotebookEdit[] = cells.map(([kind, settings, inputs], index) => ({
    ...{ type: 'insert', id: kind, index, kind, settings, inputs },
  }));
  await client.notebook.edit({ id, edits });
  const events = await client.notebook.watch({ id });
  await client.notebook.run({ id, cells: 'all' });
  let told = false;
  for await (const event of events) {
    if (event.type !== 'states') continue;
    const running = event.states.some(
      ({ cell, status }) => cell === 'train' && status === 'running',
    );
    if (running && !told) console.info('training');
    told ||= running;
    const failed = event.states.find(({ status }) => status === 'failed');
    if (failed) return { state: JSON.stringify(failed), outputs: 0 };
    const trained = event.states.find(({ cell, status }) => cell === 'train' && status === 'fresh');
    if (!trained?.shown) continue;
    const { output } = await client.notebook.output({ address: trained.shown });
    return { state: 'fresh', outputs: (output as TrainOutput).epochs.length };
  }
  return { state: 'the stream ended', outputs: 0 };
}

function show(result: object): void {
  const answer = document.querySelector('#answer');
  if (answer) answer.textContent = JSON.stringify(result, null, 2);
  requestAnimationFrame(() =>
    setTimeout(() => (document.title = `done ${JSON.stringify(result)}`), 100),
  );
}

run().then(show, (error: unknown) => show({ error: String(error) }));
