import { Workspace } from '../../../src-main/backend/storage/index.ts';
import type { Acknowledged, Fault } from './messages.ts';

/** Counts over all rounds: what was acknowledged, and what of it was not there afterwards. */
export type CrashReport = {
  rounds: number;
  faults: Record<Fault, number>;
  /** Rounds that could only be kills: no disk may be mounted here. */
  skipped: number;
  acknowledged: { edits: number; rows: number; epochs: number };
  lost: { edits: number; rows: number; epochs: number };
  /** Answers of `integrity_check` other than ok, and notices of loss at opening. */
  damage: string[];
};

export function nothing(rounds: number): CrashReport {
  const none = () => ({ edits: 0, rows: 0, epochs: 0 });
  const faults = { kill: 0, rename: 0, delete: 0, fill: 0 };
  return { rounds, faults, skipped: 0, acknowledged: none(), lost: none(), damage: [] };
}

/** Looks into the workspace for everything that was acknowledged, and adds what is found to the report. */
export function check(path: string, told: readonly Acknowledged[], report: CrashReport): void {
  const workspace = Workspace.open(path, { clock: Date.now, newId: () => crypto.randomUUID() });
  try {
    const { db, notice } = workspace;
    if (notice !== null) report.damage.push(JSON.stringify(notice));
    const integrity = String(db.pragma('integrity_check', { simple: true }));
    if (integrity !== 'ok') report.damage.push(integrity);
    for (const message of told) checkOne(workspace, message, report);
  } finally {
    workspace.close();
  }
}

function checkOne(workspace: Workspace, message: Acknowledged, report: CrashReport): void {
  if (message.type === 'edit') {
    report.acknowledged.edits += 1;
    const { revision } = workspace.notebooks.get(message.notebook);
    if (revision < message.revision) report.lost.edits += 1;
  } else if (message.type === 'table') {
    report.acknowledged.rows += message.rows;
    report.lost.rows += message.rows - foundRows(workspace, message);
  } else if (message.type === 'epochs') {
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
