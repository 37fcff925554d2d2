import { createRouterClient } from '@orpc/server';
import { createBackend } from '../../src-main/backend/backend.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';

/** Erases somebody from a workspace, and tells when it begins and when it is done: to be killed between. */
const [workspacePath = '', userFolder = '', identifier = '', column = '', secret] =
  process.argv.slice(2);
const backend = await createBackend({
  ...{ workspacePath, host: 'cli', spawnEngine: nodeEngine(), clock: Date.now, userFolder, secret },
  ...{ newId: () => crypto.randomUUID(), log: () => undefined },
});
process.stdout.write('begins\n');
const client = createRouterClient(backend.router);
const done = await client.person.erase({ identifiers: [identifier], columns: [column] });
process.stdout.write(`done ${JSON.stringify(done)}\n`);
await backend.close();
