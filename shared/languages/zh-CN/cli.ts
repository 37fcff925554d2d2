import type { CliTexts } from '../en/cli.ts';
import { audit } from './cli-audit.ts';
import { link } from './cli-link.ts';
import { keys } from './cli-keys.ts';
import { metrics } from './cli-metrics.ts';

export const cli: CliTexts = {
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
  keys,
  audit,
  link,
  metrics,
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
