import type { CliKeyTexts } from '../en/cli-keys.ts';

export const keys: CliKeyTexts = {
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
};
