import * as crypto from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  checkOf,
  newDataKey,
} from '../../../../../src-main/backend/storage/encryption/data-key.ts';
import {
  openSlot,
  passphraseSlot,
  sealWithPassphrase,
  usualKdf,
  type Kdf,
} from '../../../../../src-main/backend/storage/encryption/passphrase-slot.ts';

const cheap: Kdf = { name: 'argon2id', memoryKiB: 19_456, passes: 2, lanes: 1 };
const key = newDataKey();
const check = checkOf(key);

describe('a passphrase slot', () => {
  it('is sealed by what another Argon2id makes of the passphrase', async () => {
    const slot = await sealWithPassphrase(key, 'Ångström ½ ﬁve', { ...cheap, lanes: 4 });
    // Node's own, where it is built with one.
    const { argon2Sync } = crypto as unknown as {
      argon2Sync?: (name: string, options: object) => Buffer;
    };
    if (argon2Sync === undefined) throw new Error('this Node has no argon2');
    const opening = argon2Sync('argon2id', {
      message: Buffer.from('Ångström 1⁄2 five'.normalize('NFC')),
      nonce: Buffer.from(slot.salt, 'hex'),
      ...{ parallelism: 4, tagLength: 32, memory: 19_456, passes: 2 },
    });
    const bytes = Buffer.from(slot.sealed, 'hex');
    const decipher = crypto.createDecipheriv(
      'aes-256-gcm',
      opening,
      Buffer.from(slot.nonce, 'hex'),
    );
    decipher.setAAD(Buffer.from(`portrait-keys 1 ${check} ${slot.salt} argon2id 19456 2 4`));
    decipher.setAuthTag(bytes.subarray(32));
    const opened = Buffer.concat([decipher.update(bytes.subarray(0, 32)), decipher.final()]);
    expect(opened).toEqual(key);
  });

  it('takes 64 MiB, three passes and four lanes', async () => {
    expect(usualKdf).toEqual({ name: 'argon2id', memoryKiB: 65_536, passes: 3, lanes: 4 });
  });

  it.each([
    ['composed or not', 'caf\u00e9 sur la Seine', 'cafe\u0301 sur la Seine'],
    ['in full width or not', '密码ＡＢＣ１２３正确', '密码ABC123正确'],
    ['with a ligature or not', 'o\ufb03ce chairs', 'office chairs'],
    [
      'in Korean syllables or their parts',
      '비밀번호는무엇인가',
      '비밀번호는무엇인가'.normalize('NFD'),
    ],
  ])('opens by the same text %s', async (_, one, other) => {
    const slot = await sealWithPassphrase(key, one, cheap);
    expect(await openSlot(slot, other, check)).toEqual(key);
  });

  it.each([
    ['of another case', 'Correct horse'],
    ['with a space behind it', 'correct horse '],
    ['empty', ''],
    ['of 10,000 characters', 'x'.repeat(10_000)],
    ['of a million characters', 'x'.repeat(1_000_000)],
    ['with half a character', 'correct horse\ud83d'],
    ['of control characters', '\0\u0001\u001b[2J'],
    ['in another script that looks the same', 'с\u043errect horse'],
  ])('does not open by one %s', async (_, passphrase) => {
    const slot = await sealWithPassphrase(key, 'correct horse', cheap);
    expect(await openSlot(slot, passphrase, check)).toBe(null);
  });

  it('takes 10,000 characters, and all of them count', async () => {
    const long = `${'長い言葉 '.repeat(2000).slice(0, 9999)}a`;
    const slot = await sealWithPassphrase(key, long, cheap);
    expect(await openSlot(slot, long, check)).toEqual(key);
    expect(await openSlot(slot, `${long.slice(0, -1)}b`, check)).toBe(null);
  });

  it.each([
    ['', 'encryption_passphrase_short'],
    ['seven77', 'encryption_passphrase_short'],
    // Seven of them, each of two code units.
    ['😀😀😀😀😀😀😀', 'encryption_passphrase_short'],
    ['x'.repeat(16_385), 'encryption_passphrase_long'],
  ])('refuses to be made of %o', async (passphrase, code) => {
    await expect(sealWithPassphrase(key, passphrase, cheap)).rejects.toMatchObject({ code });
  });

  it('does not open once anything of it was changed', async () => {
    const slot = await sealWithPassphrase(key, 'correct horse', cheap);
    const flipped = (text: string) => text.replace(/^./, (c) => (c === '0' ? '1' : '0'));
    for (const changed of [
      { ...slot, salt: flipped(slot.salt) },
      { ...slot, nonce: flipped(slot.nonce) },
      { ...slot, sealed: flipped(slot.sealed) },
      { ...slot, kdf: { ...cheap, passes: 3 } },
    ])
      expect(await openSlot(changed, 'correct horse', check)).toBe(null);
    expect(await openSlot(slot, 'correct horse', checkOf(newDataKey()))).toBe(null);
  });

  it.each([{ memoryKiB: 8 }, { memoryKiB: 2 ** 30 }, { passes: 1 }, { passes: 1e9 }, { lanes: 0 }])(
    'is none where its cost is %o',
    async (cost) => {
      const slot = await sealWithPassphrase(key, 'correct horse', cheap);
      expect(passphraseSlot.safeParse(slot).success).toBe(true);
      expect(passphraseSlot.safeParse({ ...slot, kdf: { ...cheap, ...cost } }).success).toBe(false);
    },
  );
});
