export type CliKeyTexts = {
  usage: string;
  current: string;
  chosen: string;
  again: string;
  back: string;
  differ: string;
  lines: (wanted: number) => string;
  recovery: string;
  readable: string;
  done: Record<'encrypt' | 'decrypt' | 'passphrase' | 'rotate', (file: string) => string>;
};

export const keys: CliKeyTexts = {
  usage: `npm start -- encrypt FILE      encrypts a workspace with a new key
npm start -- decrypt FILE      writes it unencrypted again
npm start -- passphrase FILE   another passphrase; the recovery key opens it too, and makes a lost key file anew
npm start -- rotate FILE       encrypts everything anew with another key and recovery key
  --passphrase-fd N   passphrases come from this file descriptor (through npm: 0), a line each: the present one (or the recovery key), then the new one;
                      they are asked for otherwise
The workspace must not be open. FILE-keys beside it belongs to it: without that file only the recovery key opens it. Whoever loses
passphrase and recovery key has lost the workspace.`,
  current: 'Passphrase or recovery key: ',
  chosen: 'New passphrase: ',
  again: 'The same again: ',
  back: 'Type the recovery key back: ',
  differ: 'That is not the same. Once more.',
  lines: (wanted) => `${wanted} lines are expected`,
  recovery:
    'Recovery key. It is shown this once: write it down and keep it apart from the workspace. It opens the workspace when the passphrase or the key file is lost.',
  readable: 'Beside it these still hold data that is not encrypted; delete what is not needed:',
  done: {
    encrypt: (file) => `${file} is encrypted.`,
    decrypt: (file) => `${file} is not encrypted any more.`,
    passphrase: (file) => `${file} opens with the new passphrase.`,
    rotate: (file) => `${file} is encrypted with new keys.`,
  },
};
