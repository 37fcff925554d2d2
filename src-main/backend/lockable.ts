import { basename } from 'node:path';
import type { EncryptionState } from '#shared/contract/encryption.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { implementContract } from './api/base.ts';
import type { Door, Shown } from './api/encryption.ts';
import { lockedRouter } from './api/locked.ts';
import { createBackend, type Backend, type BackendOptions } from './backend.ts';
import { refuseSpecial } from './lib/index.ts';
import {
  changePassphrase,
  createKey,
  decryptWorkspace,
  encryptWorkspace,
  isEncrypted,
  isTypedBack,
  keychainName,
  keychainNames,
  readableBeside,
  recoveryKeyOf,
  unlock,
  type DataKey,
  type NewKey,
} from './storage/index.ts';

/** The system's keychain as a host offers it: a secret under a name that tells nothing of it. */
export type Keychain = {
  /** `plaintext`: it would keep secrets readable, and is not used for that. */
  state(): 'absent' | 'plaintext' | 'free';
  read(name: string): Promise<string | null>;
  write(name: string, secret: string): Promise<void>;
  remove(name: string): Promise<void>;
};

export type LockableOptions = Omit<BackendOptions, 'door' | 'key'> & { keychain?: Keychain };
export type ServedRouter = Backend['router'] | ReturnType<typeof lockedRouter>;

type LockedBy = NonNullable<EncryptionState['lockedBy']>;

/** How long an answer that is on its way gets, in milliseconds, before its connection ends. */
const answerMs = 150;
/** How often idleness is looked at, in milliseconds. */
const idleLookMs = 500;

/** Opens the workspace, or stands before it locked where it is encrypted and nothing opens it yet. Throws what `createBackend` throws. */
export async function openLockable(options: LockableOptions): Promise<Lockable> {
  const lockable = new Lockable(options);
  await lockable.begin();
  return lockable;
}

/**
 * A workspace that can be locked, unlocked and encrypted while its host goes on: the backend is closed and opened anew, and
 * whoever is connected comes again to the router of the moment.
 */
export class Lockable implements Door {
  readonly #options: LockableOptions;
  #path: string;
  #open: Backend | null = null;
  #router: ServedRouter | null = null;
  #key: DataKey | null = null;
  #lockedBy: LockedBy = 'start';
  #changing = false;
  #shown: { ticket: string; made: NewKey } | null = null;
  #keptInKeychain = false;
  #refused = 0;
  #unlocking: Promise<unknown> = Promise.resolve();
  #seen: number;
  #looking: NodeJS.Timeout | null = null;
  #closed = false;
  /** Calls when the router was exchanged: every connection is to end and to come again. */
  onExchange: () => void = () => undefined;
  /** Paths the user showed, told to each backend that is opened. */
  readonly #offered = new Set<string>();

  constructor(options: LockableOptions) {
    this.#options = options;
    this.#path = options.workspacePath;
    this.#seen = options.clock();
  }

  async begin(): Promise<void> {
    await refuseSpecial(this.#path);
    const { secret } = this.#options;
    if (secret !== undefined) this.#key = await unlock(this.#path, secret);
    else if (isEncrypted(this.#path)) this.#key = await this.#fromKeychain();
    if (this.#key !== null || !isEncrypted(this.#path)) await this.#reopen();
    else this.#router = this.#locked();
    this.#looking = setInterval(() => void this.#lookIdle(), idleLookMs);
    this.#looking.unref();
  }

  get router(): ServedRouter {
    return this.#router ?? this.#locked();
  }

  offer(path: string): void {
    this.#offered.add(path);
    this.#open?.offer(path);
  }

  workspacePath(): string {
    return this.#open?.workspacePath() ?? this.#path;
  }

  busy(): boolean {
    return this.#open?.busy() ?? false;
  }

  /** Says in the log that somebody was refused, or did what is not a procedure; nothing while it is locked. */
  get audit(): Backend['audit'] | null {
    return this.#open?.audit ?? null;
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#looking) clearInterval(this.#looking);
    this.#forget();
    await this.#open?.close();
  }

  state(): EncryptionState {
    const path = this.workspacePath();
    const locked = this.#open === null;
    const state = locked ? 'locked' : this.#key === null ? 'plain' : 'open';
    return {
      ...{ state, path, name: basename(path).replace(/\.portrait$/, '') },
      lockedBy: locked ? this.#lockedBy : null,
      idleMinutes: this.#open?.idle.minutes() ?? null,
      keychain: this.#keychainState(),
    };
  }

  present(): void {
    this.#seen = this.#options.clock();
  }

  /** One after the other: each takes the memory of its key derivation. */
  async unlock(secret: string): Promise<EncryptionState> {
    const trying = this.#unlocking.then(() => this.#tryUnlock(secret));
    this.#unlocking = trying.catch(() => undefined);
    return trying;
  }

  async lock(stop: boolean): Promise<EncryptionState> {
    if (this.#key === null) throw new PortraitError('encryption_absent', { file: this.#path });
    if (!stop) this.#refuseBusy();
    return this.#shut('hand');
  }

  setIdle(minutes: number | null): EncryptionState {
    this.#opened.idle.set(minutes);
    return this.state();
  }

  async prepare(passphrase: string): Promise<{ ticket: string; recoveryKey: string }> {
    const made = await createKey(passphrase);
    const ticket = this.#options.newId();
    this.#shown = { ticket, made };
    return { ticket, recoveryKey: made.recoveryKey };
  }

  async encrypt(shown: Shown): Promise<{ readable: string[]; state: EncryptionState }> {
    const made = this.#typedBack(shown);
    if (this.#key !== null) throw new PortraitError('encryption_present', { file: this.#path });
    const state = await this.#change((path) => {
      encryptWorkspace(path, made, null);
      return made.key;
    });
    return { readable: readableBeside(this.#path), state };
  }

  async rotate(shown: Shown, secret: string): Promise<EncryptionState> {
    const made = this.#typedBack(shown);
    const former = await unlock(this.workspacePath(), secret);
    const kept = this.#keptInKeychain;
    await this.#forgetInKeychain();
    const state = await this.#change((path) => {
      encryptWorkspace(path, made, former);
      return made.key;
    });
    return kept ? this.remember(true) : state;
  }

  async changePassphrase(secret: string, passphrase: string): Promise<EncryptionState> {
    const key = await unlock(this.workspacePath(), secret);
    return this.#change(async (path) => {
      await changePassphrase(path, key, passphrase);
      return key;
    });
  }

  async decrypt(secret: string): Promise<EncryptionState> {
    const key = await unlock(this.workspacePath(), secret);
    await this.#forgetInKeychain();
    return this.#change((path) => {
      decryptWorkspace(path, key);
      return null;
    });
  }

  async remember(keep: boolean): Promise<EncryptionState> {
    const { keychain } = this.#options;
    if (this.#key === null) throw new PortraitError('encryption_absent', { file: this.#path });
    const offered = keychain?.state() ?? 'absent';
    if (!keep) await this.#forgetInKeychain();
    else if (offered === 'absent') throw new PortraitError('encryption_keychain_absent');
    else if (offered === 'plaintext') throw new PortraitError('encryption_keychain_plaintext');
    else {
      await keychain?.write(keychainName(this.#key), recoveryKeyOf(this.#key));
      this.#keptInKeychain = true;
    }
    return this.state();
  }

  get #opened(): Backend {
    // Another call closes it just now: what was awaited before this one came to it.
    if (this.#changing) throw new PortraitError('connection_lost');
    if (this.#open === null) throw new PortraitError('encryption_locked', { file: this.#path });
    return this.#open;
  }

  readonly #entering = (procedure: string): void => {
    if (!procedure.endsWith('.watch') && procedure !== 'encryption.state') this.present();
  };

  async #tryUnlock(secret: string): Promise<EncryptionState> {
    if (this.#open !== null) return this.state();
    let key: DataKey | null;
    try {
      key = isEncrypted(this.#path) ? await unlock(this.#path, secret) : null;
    } catch (error) {
      this.#refused += 1;
      throw error;
    }
    if (this.#changing) throw new PortraitError('connection_lost');
    this.#key = key;
    this.#changing = true;
    try {
      await this.#reopen();
    } catch (error) {
      // Another program has it open: whoever comes next gives the secret again.
      this.#forget();
      throw error;
    } finally {
      this.#exchangeSoon();
    }
    this.audit?.add({
      ...{ action: 'unlocked', object: { type: 'workspace', id: '' } },
      details: { refused: this.#refused },
    });
    this.#refused = 0;
    return this.state();
  }

  async #shut(by: LockedBy): Promise<EncryptionState> {
    const backend = this.#opened;
    this.#changing = true;
    try {
      backend.audit.add({
        ...{ action: 'locked', object: { type: 'workspace', id: '' }, details: { by } },
      });
      this.#path = backend.workspacePath();
      await backend.close();
    } finally {
      this.#forget();
      this.#open = null;
      this.#lockedBy = by;
      this.#router = this.#locked();
      this.#exchangeSoon();
    }
    return this.state();
  }

  /** Closes the workspace, changes its file by `work`, which gives the key it has then, and opens it again whatever came of that. */
  async #change(
    work: (path: string) => DataKey | null | Promise<DataKey | null>,
  ): Promise<EncryptionState> {
    const backend = this.#opened;
    this.#refuseBusy();
    this.#changing = true;
    this.#path = backend.workspacePath();
    try {
      await backend.close();
      this.#open = null;
      this.#lockedBy = 'change';
      this.#router = this.#locked();
      this.#key = await work(this.#path);
    } finally {
      this.#shown = null;
      await this.#reopen();
      this.#exchangeSoon();
    }
    return this.state();
  }

  async #reopen(): Promise<void> {
    const { keychain: _, secret: __, ...options } = this.#options;
    const backend = await createBackend({
      ...{ ...options, workspacePath: this.#path, door: this, entering: this.#entering },
      away: () => this.#changing,
      ...(this.#key === null ? {} : { key: this.#key }),
    });
    for (const path of this.#offered) backend.offer(path);
    this.#open = backend;
    this.#router = backend.router;
    this.present();
  }

  #exchangeSoon(): void {
    setTimeout(() => {
      this.#changing = false;
      if (!this.#closed) this.onExchange();
    }, answerMs);
  }

  #locked(): ServedRouter {
    const { log } = this.#options;
    const owner = { role: 'owner', name: '' } as const;
    const api = implementContract({
      ...{ log, file: () => this.#path, done: () => undefined, entering: this.#entering },
      ...{
        away: () => this.#changing,
        failed: () => undefined,
        as: (actor, work) => work(actor ?? owner),
      },
    });
    return lockedRouter(api, this, this.#path);
  }

  async #lookIdle(): Promise<void> {
    const minutes = this.#open?.idle.minutes() ?? null;
    if (this.#key === null || minutes === null || this.#changing) return;
    // What is under way is finished first, and its end counts as somebody being there.
    if (this.#jobs() > 0) return this.present();
    if (this.#options.clock() - this.#seen < minutes * 60_000) return;
    await this.#shut('idle').catch((error: unknown) => {
      this.#options.log(`not locked: ${String(error)}`);
    });
  }

  #jobs(): number {
    if (this.#open === null) return 0;
    const { running, queued } = this.#open.status().jobs;
    return Math.max(running + queued, this.#open.busy() ? 1 : 0);
  }

  #refuseBusy(): void {
    const jobs = this.#jobs();
    if (jobs > 0) throw new PortraitError('encryption_busy', { jobs });
  }

  #typedBack({ ticket, typed }: Shown): NewKey {
    if (this.#shown?.ticket !== ticket || !isTypedBack(this.#shown.made, typed))
      throw new PortraitError('encryption_not_typed_back');
    return this.#shown.made;
  }

  /** Overwrites what opens the workspace, as far as this program has it in hand. */
  #forget(): void {
    this.#key?.fill(0);
    this.#key = null;
    this.#shown = null;
  }

  #keychainState(): EncryptionState['keychain'] {
    const offered = this.#options.keychain?.state() ?? 'absent';
    return this.#keptInKeychain && offered === 'free' ? 'kept' : offered;
  }

  /** What the keychain keeps for this file, where that opens it. */
  async #fromKeychain(): Promise<DataKey | null> {
    const { keychain, log } = this.#options;
    if (keychain?.state() !== 'free') return null;
    for (const name of keychainNames(this.#path)) {
      const secret = await keychain.read(name);
      if (secret === null) continue;
      try {
        const key = await unlock(this.#path, secret);
        this.#keptInKeychain = true;
        return key;
      } catch (error) {
        // The file was exchanged: its passphrase is asked for.
        log(
          `the keychain does not open the workspace: ${error instanceof PortraitError ? error.code : ''}`,
        );
      }
    }
    return null;
  }

  async #forgetInKeychain(): Promise<void> {
    if (this.#key !== null) await this.#options.keychain?.remove(keychainName(this.#key));
    this.#keptInKeychain = false;
  }
}
