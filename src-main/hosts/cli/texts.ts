import type { Locale } from '#shared/locale.ts';
import type { CellStatus, Progress } from '#shared/notebook/cell-state.ts';
import { auditTexts, type AuditTexts } from './audit-texts.ts';
import { keyTexts, type KeyTexts } from './key-texts.ts';

type Texts = {
  usage: string;
  wrong: (argument: string) => string;
  didYouMean: (name: string) => string;
  there: (names: readonly string[]) => string;
  moreHelp: string;
  status: Record<CellStatus, string>;
  units: Record<Progress['unit'], string>;
  left: (time: string) => string;
  summary: (succeeded: number, all: number) => string;
  wrote: (file: string) => string;
  stopping: string;
  keys: KeyTexts;
  audit: AuditTexts;
  exportUsage: string;
  exporting: Record<'collecting' | 'proving' | 'writing', string>;
  exported: (folder: string, files: readonly string[], bytes: number, rows: number) => string;
};

const english: Texts = {
  usage: `npm start -- run NOTEBOOK.json [OPTIONS]
  Runs a notebook without a window: every cell, in order. CELL is a cell's name or id.
  --data CELL=FILE       the file a Data cell reads (again for each cell)
  --set CELL.path=VALUE  one setting, VALUE as JSON or plain text (again for each setting)
  --seed N               the notebook's seed, 0 to 4294967295
  --out DIR              folder for results.json, and as CSV and Parquet predictions and the lists of Recommend to all
  --table CELL           writes this cell's table there too, as CSV and Parquet (again for each cell)
  --workspace FILE       keeps the results in this workspace; a temporary one is used otherwise
  --passphrase-fd N      the passphrase of an encrypted workspace comes from this file descriptor; it is asked for otherwise
  --trust                reads files the notebook names outside its own folder, too
  --help, -h             this text

Examples
  npm start -- run samples/first-steps.json --out results
  npm start -- run weekly.json --data Events=log.csv --set Train.epochs=20 --seed 7 --out results
  npm start -- run weekly.json --set 'Features.label.column="churned"' --table Clean --out results

Ends with
  0    every cell succeeded
  1    a cell failed, or the notebook cannot be read; with --out, what was done is written all the same
  2    the command does not fit: an unknown option, cell, setting or value; nothing was run
  130  stopped by Ctrl+C (again: at once); with --out, what was done is written`,
  wrong: (argument) => `This does not fit: ${argument}`,
  didYouMean: (name) => `Did you mean “${name}”?`,
  there: (names) => `There are: ${names.map((name) => `“${name}”`).join(', ') || '–'}`,
  moreHelp: 'npm start -- run --help tells more.',
  status: {
    fresh: 'done',
    stale: 'not run',
    queued: 'waiting',
    running: 'running',
    failed: 'failed',
    stopped: 'stopped',
  },
  units: {
    rows: 'rows',
    bytes: 'MB',
    steps: 'steps',
    epochs: 'epochs',
    users: 'users',
    pairs: 'pairs',
    parts: 'parts',
  },
  left: (time) => `${time} left`,
  summary: (succeeded, all) => `${succeeded} of ${all} cells succeeded.`,
  wrote: (file) => `Results are in ${file}`,
  stopping: 'Stopping ...',
  keys: keyTexts.en,
  audit: auditTexts.en,
  exportUsage: `npm start -- export CELL --out DIR --workspace FILE [--target T] [--notebook TITLE]
  Exports the network of a Train or Evaluate cell into a new folder, after a check of rows with known scores.
  --target T         es_module (default), server, and others: a wrong name lists them
  --out DIR          the folder; it must be empty or not there yet
  --workspace FILE   the workspace the cell was run in
  --notebook TITLE   where several notebooks have a cell of this name`,
  exporting: {
    collecting: 'Collecting the model.',
    proving: 'Comparing scores of its golden rows with the application.',
    writing: 'Writing.',
  },
  exported: (folder, files, bytes, rows) =>
    `${files.length} files (${Math.ceil(bytes / 1000)} kB) in ${folder}; ${rows} golden rows agree.`,
};

const chinese: Texts = {
  usage: `npm start -- run NOTEBOOK.json [选项]
  不打开窗口，按顺序运行笔记本的所有单元格。CELL 为单元格的名称或 id。
  --data CELL=FILE       数据单元格读取的文件（可重复）
  --set CELL.path=VALUE  一项设置，VALUE 为 JSON 或纯文本（可重复）
  --seed N               笔记本的种子，0 到 4294967295
  --out DIR              存放 results.json、预测结果以及“为所有人推荐”名单（CSV 和 Parquet）的文件夹
  --table CELL           同时写出该单元格的表（CSV 和 Parquet，可重复）
  --workspace FILE       将结果保存在该工作区；否则使用临时工作区
  --passphrase-fd N      从该文件描述符读取加密工作区的口令；否则会提示输入
  --trust                也读取笔记本所列、位于其文件夹以外的文件
  --help, -h             显示本说明

示例
  npm start -- run samples/first-steps.json --out results
  npm start -- run weekly.json --data Events=log.csv --set Train.epochs=20 --seed 7 --out results
  npm start -- run weekly.json --set 'Features.label.column="churned"' --table Clean --out results

退出码
  0    所有单元格均成功
  1    有单元格失败，或无法读取笔记本；若有 --out，已完成的部分仍会写出
  2    命令有误：未知的选项、单元格、设置或取值；未运行任何内容
  130  被 Ctrl+C 停止（再按一次立即结束）；若有 --out，已完成的部分会写出`,
  wrong: (argument) => `参数不正确：${argument}`,
  didYouMean: (name) => `您是否想用“${name}”？`,
  there: (names) => `可用的有：${names.map((name) => `“${name}”`).join('、') || '–'}`,
  moreHelp: '更多说明：npm start -- run --help',
  status: {
    fresh: '完成',
    stale: '未运行',
    queued: '等待中',
    running: '运行中',
    failed: '失败',
    stopped: '已停止',
  },
  units: {
    rows: '行',
    bytes: 'MB',
    steps: '步',
    epochs: '轮',
    users: '位用户',
    parts: '部分',
    pairs: '对',
  },
  left: (time) => `剩余 ${time}`,
  summary: (succeeded, all) => `${all} 个单元格中有 ${succeeded} 个成功。`,
  wrote: (file) => `结果已写入 ${file}`,
  stopping: '正在停止……',
  keys: keyTexts['zh-CN'],
  audit: auditTexts['zh-CN'],
  exportUsage: `npm start -- export 单元格 --out 文件夹 --workspace 文件 [--target 目标] [--notebook 标题]
  把“训练”或“评估”单元格的网络导出到新文件夹，并先用已知分数的行核对。
  --target 目标      es_module（默认）、server 等；写错时会列出全部
  --out 文件夹       须为空或尚不存在
  --workspace 文件   运行该单元格的工作区
  --notebook 标题    多个笔记本有同名单元格时指定`,
  exporting: {
    collecting: '正在收集模型。',
    proving: '正在与应用核对黄金行的分数。',
    writing: '正在写出。',
  },
  exported: (folder, files, bytes, rows) =>
    `已写入 ${folder}：${files.length} 个文件（${Math.ceil(bytes / 1000)} kB）；${rows} 个黄金行一致。`,
};

export function textsFor(locale: Locale): Texts {
  return { en: english, 'zh-CN': chinese }[locale];
}
export type { Texts };
