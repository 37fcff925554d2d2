import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../shared/contract/index.ts';
import { role, type Role } from '../../shared/model/role.ts';
import { createBackend, type Backend } from '../../src-main/backend/backend.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from '../support/folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let backend: Backend;
beforeAll(async () => {
  folder = temporaryFolder();
  backend = await createBackend({
    ...{ workspacePath: folder.file('w.portrait'), host: 'localhost', clock: Date.now },
    ...{ spawnEngine: nodeEngine(), newId: () => crypto.randomUUID(), log: () => undefined },
    userFolder: folder.file('user'),
  });
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

/** The least role each procedure is meant to take, written down apart from the contract: what is new must be decided here too. */
const least: Record<Role, string[]> = {
  viewer: [
    ...['app.status', 'app.watch', 'workspace.info', 'workspace.samples', 'notebook.open'],
    ...['notebook.output', 'notebook.query', 'notebook.watch', 'privacy.budget'],
    ...['runs.get', 'runs.watch', 'encryption.state', 'encryption.present', 'links.me'],
  ],
  analyst: [
    ...['workspace.createNotebook', 'workspace.duplicateNotebook', 'workspace.deleteNotebook'],
    ...['workspace.restoreNotebook', 'workspace.importNotebook', 'workspace.exportNotebook'],
    ...['workspace.openSample', 'notebook.edit', 'notebook.undo', 'notebook.redo'],
    ...['notebook.run', 'notebook.stop', 'tables.info', 'tables.rows', 'tables.summary'],
    ...['tables.export', 'files.preview', 'files.begin', 'files.append', 'files.finish'],
    ...['files.openDatasets', 'runs.mark', 'runs.control', 'runs.delete', 'runs.purge'],
    ...['runs.list', 'runs.table'],
    ...['exports.targets', 'exports.write'],
  ],
  owner: [
    ...['workspace.setResultLimit', 'workspace.backup', 'workspace.saveTo', 'notebook.trust'],
    ...['privacy.setBudget', 'audit.list', 'audit.choices', 'audit.check', 'audit.export'],
    ...['person.find', 'person.export', 'person.erase', 'encryption.unlock', 'encryption.lock'],
    ...['encryption.setIdle', 'encryption.prepare', 'encryption.encrypt', 'encryption.rotate'],
    ...['encryption.changePassphrase', 'encryption.decrypt', 'encryption.remember'],
    ...['links.list', 'links.create', 'links.revoke', 'links.setSmallest'],
  ],
};
const procedures = Object.entries(contract).flatMap(([service, part]) =>
  Object.keys(part).map((name) => [service, name] as const),
);
const cases = procedures.flatMap(([service, name]) =>
  role.options.map((who) => [`${service}.${name}`, who, service, name] as const),
);

/** How a call without any input ends: `role_denied`, or whatever comes after that was decided. */
async function outcome(service: string, name: string, who: Role): Promise<string> {
  const client: unknown = createRouterClient(backend.router, {
    context: { actor: { role: who, name: 'somebody' } },
  });
  const part: unknown = Reflect.get(client as object, service);
  const call: unknown = Reflect.get(part as object, name);
  const calling = call as (input: unknown) => Promise<unknown>;
  return calling({ hand: 'made' }).then(
    () => 'came through',
    (error: { data?: { code?: string } }) => error.data?.code ?? 'failed',
  );
}

describe('what a role may do', () => {
  it('is decided for every procedure there is', () => {
    expect(Object.values(least).flat().toSorted()).toEqual(
      procedures.map(([service, name]) => `${service}.${name}`).toSorted(),
    );
  });

  it.each(cases)('%s as %s is as decided, whatever is sent', async (path, who, service, name) => {
    const needed = role.options.find((one) => least[one].includes(path))!;
    const denied = role.options.indexOf(who) < role.options.indexOf(needed);
    const came = await outcome(service, name, who);
    if (denied) expect(came).toBe('role_denied');
    else expect(came).not.toBe('role_denied');
  });
});
