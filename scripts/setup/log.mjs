import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stampDir } from './paths.mjs';

export const logFile = join(stampDir, 'setup.log');

/** Details of set-up (a failing tool's output), kept for the last start only: the terminal shows one sentence. */
export function openLog() {
  mkdirSync(stampDir, { recursive: true });
  writeFileSync(logFile, `${new Date().toISOString()} ${process.argv.slice(2).join(' ')}\n`);
  return writeLog;
}

export function writeLog(text) {
  appendFileSync(logFile, `${text}\n`);
}
