import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';
import { userFolder, userName } from '../../backend/backend.ts';
import { openLockable } from '../../backend/lockable.ts';
import { nodeEngine } from '../node-engine.ts';
import { packageRoot } from '../package-root.ts';
import { leave, leaveInTime } from '../leaving.ts';
import { secretFor } from '../passphrase.ts';
import { describeFailure, logOn, terminalOn } from '../terminal.ts';
import { localhostArguments } from './arguments.ts';
import { defaultWorkspace } from './default-workspace.ts';
import { GateLinks } from './link-desk.ts';
import { noteHost, type OpenHost } from '../open-host.ts';
import { serveLocalhost } from './server.ts';
import { Sessions } from './sessions.ts';

const errors = terminalOn(process.stderr);
/** Whoever is turned away at the gate. */
const unknown = { role: 'viewer', name: '' } as const;
/** Nothing is open yet. */
let close = (): Promise<void> => Promise.resolve();

closeOnSignal();
try {
  await open();
} catch (error) {
  errors.write(error instanceof TypeError ? `${error.message}\n` : describeFailure(error));
  await leave(1);
}

async function open(): Promise<void> {
  const {
    port,
    workspace,
    passphraseFd,
    root = packageRoot,
    page,
  } = localhostArguments(process.argv.slice(2));
  const folder = page ?? join(root, 'dist', 'renderer');
  if (!existsSync(join(folder, 'index.html'))) {
    throw new PortraitError('page_missing', { folder });
  }
  const workspacePath = workspace ?? defaultWorkspace();
  const owner = userName();
  const sessions = new Sessions(owner, { clock: Date.now, newId: randomUUID });
  const links = new GateLinks(sessions);
  const backend = await openLockable({
    workspacePath,
    secret: passphraseFd === null ? undefined : await secretFor(workspacePath, passphraseFd),
    links,
    host: 'localhost',
    spawnEngine: nodeEngine(),
    clock: Date.now,
    newId: randomUUID,
    log: logOn(process.stderr),
    root,
  });
  try {
    const server = await serveLocalhost({
      router: () => backend.router,
      port,
      page: folder,
      sessions,
      onEntry: ({ link, actor }) => {
        if (link === null) return;
        const object = { type: 'workspace', id: '' } as const;
        backend.audit?.add({ action: 'link_used', object, details: { link } }, actor);
      },
      onRefused: (attempts) => {
        const object = { type: 'workspace', id: '' } as const;
        const details = { procedure: 'gate', attempts };
        backend.audit?.add({ action: 'refused', object, details }, unknown);
      },
      onAddress: (address) => process.stdout.write(`For another browser: ${address}\n`),
    });
    links.server = server;
    backend.onExchange = () => server.renew();
    const { port: at } = server;
    const { cookie, key } = sessions.owner;
    const forgetHost = noted({
      ...{ pid: process.pid, port: at, workspace: backend.workspacePath(), cookie, key },
    });
    // Before the address is told: who reads it may end us at once.
    close = async () => {
      forgetHost();
      await server.close();
      await backend.close();
    };
    process.stdout.write(`Portrait is at ${server.address()}\n`);
  } catch (error) {
    await backend.close();
    throw portError(error, port);
  }
}

/** Where the settings cannot be written, only `npm start -- link` does not find this host. */
function noted(host: OpenHost): () => void {
  try {
    return noteHost(userFolder(), host);
  } catch (error) {
    logOn(process.stderr)(`links are made in the window only: ${String(error)}`);
    return () => undefined;
  }
}

/** The first signal closes in order and within three seconds, the second at once. */
function closeOnSignal(): void {
  let closing = false;
  const onSignal = () => {
    if (closing) return void leave(1);
    closing = true;
    leaveInTime();
    void close().then(
      () => leave(0),
      (error: unknown) => {
        errors.write(describeFailure(error));
        void leave(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}

function portError(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const taken = code === 'EADDRINUSE' || code === 'EACCES';
  return taken ? new PortraitError('port_taken', { port }, { cause: error }) : error;
}
