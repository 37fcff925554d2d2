import {
  createKey,
  decryptWorkspace,
  encryptWorkspace,
} from '../../src-main/backend/storage/encryption/rewrite.ts';
import { unlock } from '../../src-main/backend/storage/encryption/unlock.ts';

/** Encrypts a workspace, exchanges its keys or decrypts it, and tells when it begins and when it is done: to be killed between. */
const [path = '', work = '', passphrase = ''] = process.argv.slice(2);
const former = work === 'encrypt' ? null : await unlock(path, passphrase);
const made = await createKey(passphrase, {
  ...{ name: 'argon2id', memoryKiB: 19_456, passes: 2, lanes: 1 },
});
process.stdout.write('begins\n');
if (work !== 'decrypt') encryptWorkspace(path, made, former);
else if (former !== null) decryptWorkspace(path, former);
process.stdout.write('done\n');
