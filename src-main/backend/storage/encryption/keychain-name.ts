import { existsSync } from 'node:fs';
import { checkOf, type DataKey } from './data-key.ts';
import { keyFileOf, readKeys } from './key-file.ts';

/** What a key is called in the system's keychain: it tells nothing of the key. */
export const keychainName = (key: DataKey): string => checkOf(key);

/** What the keys of a workspace are called there; none where there is no key file. Throws `encryption_keys_damaged`. */
export function keychainNames(path: string): string[] {
  return existsSync(keyFileOf(path)) ? readKeys(path).map(({ check }) => check) : [];
}
