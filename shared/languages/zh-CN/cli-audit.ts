import type { CliAuditTexts } from '../en/cli-audit.ts';

export const audit: CliAuditTexts = {
  usage: `npm start -- audit --workspace FILE [--csv] [--passphrase-fd N]
  逐条核对工作区的操作日志，并把日志末尾与文件外的记录比较。
  --csv               改为把全部条目（含校验链）写到标准输出
  --passphrase-fd N   加密工作区的口令从该文件描述符读取；否则会提示输入

退出码
  0    日志没有问题
  1    有条目被改动、删除或插入，或工作区无法打开
  2    命令不正确
凡是既能打开工作区、又能写入该用户文件夹的人，都能同时伪造两者：日志只能作为针对其他人的证据。`,
  entries: (count) => `共 ${count} 条。`,
  whole: '每一条都与前一条相符。',
  broken: (seq) => `第 ${seq} 条被改动、移动或插入，或其前有条目丢失。`,
  head: {
    fits: (known) => `文件外记录的 ${known} 条都在。`,
    absent: () => '本机没有在文件外记录过这份日志：无法判断末尾是否被截去。',
    behind: (known) => `文件外记录有 ${known} 条，但末尾缺失：条目被截去，或这是较旧的副本。`,
    differs: (known) =>
      `文件外的记录（${known} 条）不是这份日志：日志被重写，或此处已换成另一个文件。`,
  },
  noted: (entries) => `此前发现的问题记在第 ${entries.join('、')} 条。`,
};
