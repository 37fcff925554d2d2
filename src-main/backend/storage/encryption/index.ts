export { openDatabaseFile, saysEncrypted, type DatabaseFile } from './database-file.ts';
export { pageKeyOf, recoveryKeyOf, type DataKey, type PageKey } from './data-key.ts';
export { checkHeader, moveHeaderMark } from './header-mark.ts';
export { copyKeys, keyFileOf } from './key-file.ts';
