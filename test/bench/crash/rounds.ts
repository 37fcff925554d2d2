import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Workspace } from '../../../src-main/backend/storage/index.ts';
import { temporaryFolder } from '../../support/folder.ts';
import type { Acknowledged } from './messages.ts';

/** Counts over all rounds: what was acknowledged, and what of it was not there afterwards. */
export type CrashReport = {
  rounds: number;
  acknowledged: { edits: number; rows: number; epochs: number };
  lost: { edits: number; rows: number; epochs: number };
  /** Answers of `integrity_check` other than ok, and notices of loss at opening. */
  damage: string[];
};

const victim = fileURLToPath(new URL('./victim.ts', import.meta.url));
const csvRows = 20_000;
const longestMs = 4000;

/** Kills a working backend at random moments, and looks each time for what it had acknowledged. */
export async function crashRounds(
  rounds: number,
  onRound: (round: number, report: CrashReport) => void = () => undefined,
): Promise<CrashReport> {
  const folder = temporaryFolder();
  const nothing = () => ({ edits: 0, rows: 0, epochs: 0 });
  const report: CrashReport = { rounds, acknowledged: nothing(), lost: nothing(), damage: [] };
  try {
    const csv = folder.file('rows.csv');
    const sum = writeCsv(csv);
    for (let round = 1; round <= rounds; round++) {
      const workspace = folder.file('w.portrait');
      const told = await killAtRandom([workspace, csv, String(csvRows), String(sum)]);
      check(workspace, told, report);
      onRound(round, report);
    }
    return report;
  } finally {
    folder.remove();
  }
}

function writeCsv(path: string): number {
  let sum = 0;
  const lines = ['number,text,share'];
  for (let row = 1; row <= csvRows; row++) {
    sum += row;
    lines.push(`${row},text of row ${row},${row / 7}`);
  }
  writeFileSync(path, lines.join('\n'));
  return sum;
}

/** Runs the victim until some moment after its first acknowledgement; what it had acknowledged by then. */
async function killAtRandom(args: string[]): Promise<Acknowledged[]> {
  const child = fork(victim, args, { serialization: 'advanced', silent: false });
  const told: Acknowledged[] = [];
  let early: string | null = 'ended by itself';
  child.on('message', (message: Acknowledged) => {
    if (told.push(message) > 1) return;
    setTimeout(() => {
      early = null;
      child.kill('SIGKILL');
    }, randomInt(longestMs));
  });
  await new Promise<void>((resolve) => child.on('close', () => resolve()));
  if (early !== null) throw new Error(`the backend ${early}`);
  return told;
}

function check(path: string, told: readonly Acknowledged[], report: CrashReport): void {
  const workspace = Workspace.open(path, { clock: Date.now, newId: () => crypto.randomUUID() });
  try {
    const { db, notice } = workspace;
    if (notice !== null) report.damage.push(JSON.stringify(notice));
    const integrity = String(db.pragma('integrity_check', { simple: true }));
    if (integrity !== 'ok') report.damage.push(integrity);
    for (const message of told) {
      if (message.type === 'edit') {
        report.acknowledged.edits += 1;
        const { revision } = workspace.notebooks.get(message.notebook);
        if (revision < message.revision) report.lost.edits += 1;
      } else if (message.type === 'table') {
        report.acknowledged.rows += message.rows;
        report.lost.rows += message.rows - foundRows(workspace, message);
      } else {
        const stored = new Map(
          workspace.runs.epochs(message.run).map((record) => [record.epoch, record]),
        );
        for (const record of message.records) {
          report.acknowledged.epochs += 1;
          const same = JSON.stringify(stored.get(record.epoch)) === JSON.stringify(record);
          if (!same) report.lost.epochs += 1;
        }
      }
    }
  } finally {
    workspace.close();
  }
}

/** Rows of the table if all of them are what was imported, else none. */
function foundRows(workspace: Workspace, told: Extract<Acknowledged, { type: 'table' }>): number {
  const name = workspace.tables.physicalName(told.table);
  const found = workspace.db
    .prepare<[], { rows: number; sum: number }>(
      `SELECT count(*) AS rows, sum(c0) AS sum FROM "${name}"`,
    )
    .get();
  return found?.rows === told.rows && found.sum === told.sum ? told.rows : 0;
}
