import { z } from 'zod';
import { forOwner, forViewer } from './base.ts';

/** A passphrase or recovery key as typed; longer ones than may be are told so by the backend. */
const secret = z.string().max(100_000);
/** The recovery key as it was typed back, and which of the keys that were shown it is. */
const shown = { ticket: z.string().max(100), typed: z.string().max(1000) };

/** Minutes without anybody at the window after which an encrypted workspace is locked; null for never. */
const idleMinutes = z.number().min(0.01).max(1440).nullable();

export const encryptionState = z.object({
  /** `fixed`: what it is encrypted with cannot be changed from here. */
  state: z.enum(['plain', 'open', 'locked', 'fixed']),
  /** What the workspace is called, and the file; both are readable without a key. */
  name: z.string(),
  path: z.string(),
  /** What locked it; null while it is not. */
  lockedBy: z.enum(['start', 'hand', 'idle', 'change']).nullable(),
  idleMinutes,
  /**
   * The system's keychain: `absent` here, `plaintext` where this system would keep the key readable and is refused for it,
   * `free`, or `kept` where it opens this workspace.
   */
  keychain: z.enum(['absent', 'plaintext', 'free', 'kept']),
});
export type EncryptionState = z.infer<typeof encryptionState>;

/** How opening, encrypting and locking a workspace is asked for. Of all services this one alone answers while it is locked. */
export const encryption = {
  state: forViewer.input(z.object({})).output(encryptionState),
  unlock: forOwner.input(z.object({ secret })).output(encryptionState),
  /** Somebody is at the window: it is not locked for idleness yet. */
  present: forViewer.input(z.object({})).output(z.object({})),
  /** Refused while something runs, unless that is to be stopped, keeping what it has. */
  lock: forOwner.input(z.object({ stop: z.boolean() })).output(encryptionState),
  setIdle: forOwner.input(z.object({ minutes: idleMinutes })).output(encryptionState),
  /** A new key, of which nothing is encrypted yet: its recovery key is shown this once. */
  prepare: forOwner
    .input(z.object({ passphrase: secret }))
    .output(z.object({ ticket: z.string(), recoveryKey: z.string() })),
  /** Encrypts the open workspace; gives the files beside it that stay readable. */
  encrypt: forOwner
    .input(z.object(shown))
    .output(z.object({ readable: z.array(z.string()), state: encryptionState })),
  /** Everything anew under another key; `secret` opens the one it has. */
  rotate: forOwner.input(z.object({ ...shown, secret })).output(encryptionState),
  changePassphrase: forOwner
    .input(z.object({ secret, passphrase: secret }))
    .output(encryptionState),
  decrypt: forOwner.input(z.object({ secret })).output(encryptionState),
  /** Whether the system's keychain opens it from now on. */
  remember: forOwner.input(z.object({ keep: z.boolean() })).output(encryptionState),
};
