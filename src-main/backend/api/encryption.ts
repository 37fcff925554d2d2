import { basename } from 'node:path';
import type { EncryptionState } from '#shared/contract/encryption.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { Workspace } from '../storage/index.ts';
import { isViewer, type Implementer } from './base.ts';

/** What stands before a workspace: closes it, opens it again, and changes what it is encrypted with. Each throws as the contract says. */
export type Door = {
  state(): EncryptionState;
  present(): void;
  unlock(secret: string): Promise<EncryptionState>;
  lock(stop: boolean): Promise<EncryptionState>;
  setIdle(minutes: number | null): EncryptionState;
  prepare(passphrase: string): Promise<{ ticket: string; recoveryKey: string }>;
  encrypt(shown: Shown): Promise<{ readable: string[]; state: EncryptionState }>;
  rotate(shown: Shown, secret: string): Promise<EncryptionState>;
  changePassphrase(secret: string, passphrase: string): Promise<EncryptionState>;
  decrypt(secret: string): Promise<EncryptionState>;
  remember(keep: boolean): Promise<EncryptionState>;
};

/** Which of the recovery keys that were shown, and how it was typed back. */
export type Shown = { ticket: string; typed: string };

export function encryptionApi(api: Implementer, door: Door) {
  const service = api.encryption;
  return service.router({
    state: service.state.handler(({ context }) => {
      const state = door.state();
      return isViewer(context) ? { ...state, path: state.name } : state;
    }),
    present: service.present.handler(() => {
      door.present();
      return {};
    }),
    unlock: service.unlock.handler(({ input }) => door.unlock(input.secret)),
    lock: service.lock.handler(({ input }) => door.lock(input.stop)),
    setIdle: service.setIdle.handler(({ input }) => door.setIdle(input.minutes)),
    prepare: service.prepare.handler(({ input }) => door.prepare(input.passphrase)),
    encrypt: service.encrypt.handler(({ input }) => door.encrypt(input)),
    rotate: service.rotate.handler(({ input: { secret, ...shown } }) => door.rotate(shown, secret)),
    changePassphrase: service.changePassphrase.handler(({ input: { secret, passphrase } }) =>
      door.changePassphrase(secret, passphrase),
    ),
    decrypt: service.decrypt.handler(({ input }) => door.decrypt(input.secret)),
    remember: service.remember.handler(({ input }) => door.remember(input.keep)),
  });
}

/** Of a backend that nobody stands before, as on the command line: the state is told, all else refused. */
export function fixedDoor(workspace: Workspace): Door {
  const refuse = (): never => {
    throw new PortraitError('encryption_not_here');
  };
  return {
    state: () => ({
      ...{ state: workspace.encrypted ? 'fixed' : 'plain', path: workspace.path },
      name: basename(workspace.path).replace(/\.portrait$/, ''),
      ...{ lockedBy: null, idleMinutes: null, keychain: 'absent' },
    }),
    present: () => undefined,
    ...{ unlock: refuse, lock: refuse, setIdle: refuse, prepare: refuse, encrypt: refuse },
    ...{ rotate: refuse, changePassphrase: refuse, decrypt: refuse, remember: refuse },
  };
}
