import { csvField } from '#shared/text/csv-field.ts';
import type { AuditRow } from './chain.ts';

/** Entries as CSV, columns as they lie in the log, so that whoever has the key can follow the chain. */
export function auditCsv(rows: readonly AuditRow[]): string {
  const head = ['seq', 'time', 'at', 'actor', 'role', 'action', 'object', 'details', 'mac'];
  const lines = rows.map((row) => [
    ...[row.seq, isoTime(row.at), row.at, row.actor, row.role],
    ...[row.action, row.object, row.details, row.mac],
  ]);
  return [head, ...lines].map((line) => `${line.map(csvField).join(',')}\r\n`).join('');
}

/** Empty for a number that is no time: somebody changed it, which the chain says. */
function isoTime(at: number): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
