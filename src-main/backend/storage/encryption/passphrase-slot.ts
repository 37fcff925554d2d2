import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { argon2id } from 'hash-wasm';
import { z } from 'zod';
import { PortraitError } from '#shared/errors/index.ts';
import { checkOf, type DataKey } from './data-key.ts';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));

/** Bounds: what is weaker protects nothing, what is larger does not open on a small machine. */
const kdf = z.object({
  name: z.literal('argon2id'),
  memoryKiB: z.number().int().min(19_456).max(262_144),
  passes: z.number().int().min(2).max(16),
  lanes: z.number().int().min(1).max(16),
});
export type Kdf = z.infer<typeof kdf>;

/** The data key, sealed by what a passphrase gives. */
export const passphraseSlot = z.object({
  type: z.literal('passphrase'),
  kdf,
  salt: hex(16),
  nonce: hex(12),
  /** AES-256-GCM of the data key with its tag. */
  sealed: hex(48),
});
export type PassphraseSlot = z.infer<typeof passphraseSlot>;

/** The second choice of RFC 9106: 64 MiB, three passes, four lanes. */
export const usualKdf: Kdf = { name: 'argon2id', memoryKiB: 65_536, passes: 3, lanes: 4 };

/** Characters of a passphrase, as Unicode counts them after normalisation. */
export const [leastCharacters, mostCharacters] = [8, 16_384];

/** Throws `encryption_passphrase_short` and `encryption_passphrase_long`. */
export function checkPassphrase(passphrase: string): void {
  const length = [...normal(passphrase)].length;
  if (length < leastCharacters)
    throw new PortraitError('encryption_passphrase_short', { least: leastCharacters });
  if (length > mostCharacters)
    throw new PortraitError('encryption_passphrase_long', { most: mostCharacters });
}

/** Throws `encryption_passphrase_short` and `encryption_passphrase_long`. */
export async function sealWithPassphrase(
  key: DataKey,
  passphrase: string,
  cost: Kdf = usualKdf,
): Promise<PassphraseSlot> {
  checkPassphrase(passphrase);
  const salt = randomBytes(16).toString('hex');
  const nonce = randomBytes(12);
  const sealing = await stretched(passphrase, salt, cost);
  const cipher = createCipheriv('aes-256-gcm', sealing, nonce);
  cipher.setAAD(bound(checkOf(key), salt, cost));
  const sealed = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  return {
    ...{ type: 'passphrase', kdf: cost, salt },
    ...{ nonce: nonce.toString('hex'), sealed: sealed.toString('hex') },
  };
}

/** The data key; null where the passphrase is another, or the slot was changed. */
export async function openSlot(
  { kdf: cost, salt, nonce, sealed }: PassphraseSlot,
  passphrase: string,
  check: string,
): Promise<DataKey | null> {
  if ([...normal(passphrase)].length > mostCharacters) return null;
  const bytes = Buffer.from(sealed, 'hex');
  const opening = await stretched(passphrase, salt, cost);
  const decipher = createDecipheriv('aes-256-gcm', opening, Buffer.from(nonce, 'hex'));
  decipher.setAAD(bound(check, salt, cost));
  decipher.setAuthTag(bytes.subarray(32));
  try {
    const key = Buffer.concat([decipher.update(bytes.subarray(0, 32)), decipher.final()]);
    return checkOf(key) === check ? key : null;
  } catch {
    // GCM says no more than that the tag does not fit.
    return null;
  }
}

/** One text however it was typed: full-width letters, composed or not (Unicode NFKC). */
function normal(passphrase: string): string {
  return passphrase.toWellFormed().normalize('NFKC');
}

function stretched(passphrase: string, salt: string, cost: Kdf): Promise<Uint8Array> {
  return argon2id({
    // An empty one has no slot, and hash-wasm takes none.
    password: normal(passphrase) || '\0',
    salt: Buffer.from(salt, 'hex'),
    memorySize: cost.memoryKiB,
    iterations: cost.passes,
    parallelism: cost.lanes,
    hashLength: 32,
    outputType: 'binary',
  });
}

/** What a slot stands for is part of its seal: it cannot be moved to another key or cheapened. */
function bound(check: string, salt: string, { memoryKiB, passes, lanes }: Kdf): Buffer {
  return Buffer.from(`portrait-keys 1 ${check} ${salt} argon2id ${memoryKiB} ${passes} ${lanes}`);
}
