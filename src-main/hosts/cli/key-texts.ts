import type { Locale } from '#shared/locale.ts';

export type KeyTexts = {
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

export const keyTexts: Record<Locale, KeyTexts> = {
  en: {
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
  },
  'zh-CN': {
    usage: `npm start -- encrypt FILE      用新密钥加密工作区
npm start -- decrypt FILE      重新以未加密的形式写出
npm start -- passphrase FILE   更改口令；也可用恢复密钥打开，并重新生成丢失的密钥文件
npm start -- rotate FILE       用新的密钥和恢复密钥重新加密全部内容
  --passphrase-fd N   从该文件描述符（经 npm 时为 0）读取口令，每行一个：先是当前口令（或恢复密钥），再是新口令；否则会提示输入
工作区不能处于打开状态。旁边的 FILE-keys 与工作区不可分离：缺少它时只有恢复密钥能打开工作区。口令和恢复密钥都丢失，工作区就无法再打开。`,
    current: '口令或恢复密钥：',
    chosen: '新口令：',
    again: '再次输入：',
    back: '请重新输入恢复密钥：',
    differ: '输入不一致，请再试一次。',
    lines: (wanted) => `需要 ${wanted} 行`,
    recovery:
      '恢复密钥。仅显示这一次：请写下来，并与工作区分开保管。口令或密钥文件丢失时，用它打开工作区。',
    readable: '旁边的以下文件仍含有未加密的数据，请删除不需要的：',
    done: {
      encrypt: (file) => `${file} 已加密。`,
      decrypt: (file) => `${file} 已不再加密。`,
      passphrase: (file) => `${file} 现在用新口令打开。`,
      rotate: (file) => `${file} 已用新密钥加密。`,
    },
  },
};
