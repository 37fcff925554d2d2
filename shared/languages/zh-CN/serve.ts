import type { ServeTexts } from '../en/serve.ts';

export const serve: ServeTexts = {
  usage: `portrait-serve serve MODEL [--host 127.0.0.1] [--port 8080] [--token TOKEN] [--max-rows N] [--max-bytes N]
    应答请求；令牌也可放在 PORTRAIT_TOKEN 中，除回环地址外都需要令牌
portrait-serve score MODEL IN OUT [--strict]
    为一个文件（.csv 或 .parquet）评分并写入另一个文件；--strict 遇到第一个无法读取的行即停止
MODEL 是导出的 model.json，或它所在的文件夹。`,
  wrong: (what: string) => `命令无法理解：${what}`,
  listening: (address: string) => `服务地址：${address}`,
  stopping: '正在停止；先答完进行中的请求。',
  scored: (rows: number, to: string, seconds: string) =>
    `已为 ${rows} 行评分并写入 ${to}，用时 ${seconds} 秒。`,
  unread: (count: number) => `${count} 行无法读取；“problem”列说明原因。`,
  absent: (columns: string) => `文件中没有、按缺失处理的列：${columns}`,
  unknown: (columns: string) => `模型不认识的列：${columns}`,
};
