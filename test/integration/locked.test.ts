import { createRouterClient } from '@orpc/server';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../shared/contract/index.ts';
import { role, type Role } from '../../shared/model/role.ts';
import { createKey, encryptWorkspace, type Backend } from '../../src-main/backend/backend.ts';
import { openLockable, type Lockable } from '../../src-main/backend/lockable.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { temporaryFolder } from '../support/folder.ts';

const passphrase = 'correct horse 电池';
let folder: ReturnType<typeof temporaryFolder>;
let lockable: Lockable;
const path = () => folder.file('kept.portrait');
const opened = (secret?: string) =>
  openLockable({
    ...{ workspacePath: path(), host: 'localhost', clock: Date.now, spawnEngine: nodeEngine() },
    ...{ newId: () => crypto.randomUUID(), log: () => undefined },
    ...{ userFolder: folder.file('user'), secret },
  });

beforeAll(async () => {
  folder = temporaryFolder();
  await (await opened()).close();
  encryptWorkspace(path(), await createKey(passphrase), null);
  lockable = await opened();
});
afterAll(async () => {
  await lockable.close();
  folder.remove();
});

type Told = { code: string; text: string };

/** What a call that was made by hand comes to: the code it is refused with, and all that is said. */
async function sent(name: string, input: unknown, who: Role): Promise<Told> {
  const client: unknown = createRouterClient(lockable.router as Backend['router'], {
    context: { actor: { role: who, name: 'somebody' } },
  });
  const [service = '', procedure = ''] = name.split('.');
  const part: unknown = Reflect.get(client as object, service);
  const call = Reflect.get(part as object, procedure) as (input: unknown) => Promise<unknown>;
  return call(input).then(
    (output) => ({ code: 'answered', text: JSON.stringify(output) }),
    (error: { data?: { code?: string } }) => ({
      ...{ code: error.data?.code ?? String(error), text: JSON.stringify(error) },
    }),
  );
}

const procedures = Object.entries(contract).flatMap(([service, part]) =>
  Object.keys(part).map((name) => `${service}.${name}`),
);
const answering = new Set(['encryption.state', 'encryption.present', 'encryption.unlock']);
const cases = procedures
  .filter((name) => !answering.has(name))
  .flatMap((name) => role.options.map((who) => [name, who] as const));

describe('a locked workspace', () => {
  it.each(cases)('refuses %s to %s, whatever is sent', async (name, who) => {
    for (const input of [{}, { hand: 'made' }, { id: 'x', address: 'x', table: 'x' }]) {
      const { code, text } = await sent(name, input, who);
      expect(code).toBe('encryption_locked');
      // Where the file lies is the owner's and the analyst's business.
      if (who === 'viewer') expect(text).not.toContain(folder.path);
    }
  });

  it('tells whether it is locked, and is unlocked by its owner only', async () => {
    const state = await sent('encryption.state', {}, 'viewer');
    expect(JSON.parse(state.text)).toMatchObject({ state: 'locked', path: 'kept' });
    for (const who of ['viewer', 'analyst'] as const)
      expect((await sent('encryption.unlock', { secret: passphrase }, who)).code).toBe(
        'role_denied',
      );
    expect(lockable.state().state).toBe('locked');
  });

  it('stays as it is by every wrong secret, none of which is written anywhere', async () => {
    const before = [readFileSync(path()), readFileSync(`${path()}-keys`)];
    for (const secret of [
      '',
      ' ',
      'x'.repeat(10_000),
      '电池 correct horse',
      '\u0000',
      '🔑'.repeat(9),
    ])
      expect((await sent('encryption.unlock', { secret }, 'owner')).code).toMatch(/^encryption_/);
    expect(readFileSync(path())).toEqual(before[0]);
    expect(readFileSync(`${path()}-keys`)).toEqual(before[1]);
    expect(lockable.state().state).toBe('locked');
  });

  it('is changed by one call at a time', async () => {
    await lockable.unlock(passphrase);
    await sleep(300);
    const outcomes = await Promise.allSettled([
      lockable.changePassphrase(passphrase, 'first of two'),
      lockable.changePassphrase(passphrase, 'second of two'),
    ]);
    const made = outcomes.map(({ status }) => status);
    expect(made.toSorted()).toEqual(['fulfilled', 'rejected']);
    const now = made[0] === 'fulfilled' ? 'first of two' : 'second of two';
    await sleep(300);
    // Locked while the passphrase of the next change is being tried.
    const [changed] = await Promise.allSettled([
      lockable.changePassphrase(now, passphrase),
      lockable.lock(true),
    ]);
    expect(changed.status).toBe('rejected');
    expect(lockable.state().state).toBe('locked');
    await sleep(300);
    expect((await lockable.unlock(now)).state).toBe('open');
    await sleep(300);
    await lockable.lock(true);
    await sleep(300);
  });
});
