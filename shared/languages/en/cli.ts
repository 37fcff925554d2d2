import { audit, type CliAuditTexts } from './cli-audit.ts';
import { link, type CliLinkTexts } from './cli-link.ts';
import { keys, type CliKeyTexts } from './cli-keys.ts';
import { metrics, type CliMetricTexts } from './cli-metrics.ts';

/** What the command line says beside errors. */
export type CliTexts = {
  usage: string;
  wrong: (argument: string) => string;
  didYouMean: (name: string) => string;
  there: (names: readonly string[]) => string;
  moreHelp: string;
  status: Record<'fresh' | 'stale' | 'queued' | 'running' | 'failed' | 'stopped', string>;
  units: Record<'rows' | 'bytes' | 'steps' | 'epochs' | 'users' | 'pairs' | 'parts', string>;
  left: (time: string) => string;
  summary: (succeeded: number, all: number) => string;
  wrote: (file: string) => string;
  stopping: string;
  keys: CliKeyTexts;
  audit: CliAuditTexts;
  link: CliLinkTexts;
  metrics: CliMetricTexts;
  exportUsage: string;
  exporting: Record<'collecting' | 'proving' | 'writing', string>;
  exported: (folder: string, files: readonly string[], bytes: number, rows: number) => string;
};

export const cli: CliTexts = {
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
  keys,
  audit,
  link,
  metrics,
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
