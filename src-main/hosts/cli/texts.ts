import type { CellStatus, Progress } from '#shared/model/cell-state.ts';

type Texts = {
  usage: string;
  wrong: (argument: string) => string;
  status: Record<CellStatus, string>;
  units: Record<Progress['unit'], string>;
  left: (time: string) => string;
  summary: (succeeded: number, all: number) => string;
  wrote: (file: string) => string;
  stopping: string;
};

const english: Texts = {
  usage: `run NOTEBOOK.json [--data CELL=FILE]... [--set CELL.path=VALUE]... [--seed N] [--out DIR] [--workspace FILE] [--trust]
  Runs a notebook without a window. CELL is a cell's name or id.
  --data       the file a Data cell reads
  --set        one setting, e.g. --set Train.epochs=20
  --out        folder for results.json
  --workspace  keeps the results in this workspace; a temporary one is used otherwise
  --trust      reads files the notebook names outside its own folder, too`,
  wrong: (argument) => `This does not fit: ${argument}`,
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
    parts: 'parts',
  },
  left: (time) => `${time} left`,
  summary: (succeeded, all) => `${succeeded} of ${all} cells succeeded.`,
  wrote: (file) => `Results are in ${file}`,
  stopping: 'Stopping ...',
};

const chinese: Texts = {
  usage: `run NOTEBOOK.json [--data CELL=FILE]... [--set CELL.path=VALUE]... [--seed N] [--out DIR] [--workspace FILE] [--trust]
  不打开窗口运行笔记本。CELL 为单元格的名称或 id。
  --data       数据单元格读取的文件
  --set        一项设置，例如 --set Train.epochs=20
  --out        存放 results.json 的文件夹
  --workspace  将结果保存在该工作区；否则使用临时工作区
  --trust      也读取笔记本所列、位于其文件夹以外的文件`,
  wrong: (argument) => `参数不正确：${argument}`,
  status: {
    fresh: '完成',
    stale: '未运行',
    queued: '等待中',
    running: '运行中',
    failed: '失败',
    stopped: '已停止',
  },
  units: { rows: '行', bytes: 'MB', steps: '步', epochs: '轮', users: '位用户', parts: '部分' },
  left: (time) => `剩余 ${time}`,
  summary: (succeeded, all) => `${all} 个单元格中有 ${succeeded} 个成功。`,
  wrote: (file) => `结果已写入 ${file}`,
  stopping: '正在停止……',
};

export function textsFor(locale: 'en' | 'zh-CN'): Texts {
  return locale === 'zh-CN' ? chinese : english;
}
export type { Texts };
