import type { ErrorCode } from '#shared/errors/codes.ts';

/** The workspace takes nothing now and may again: what was typed waits for that. */
const kept: ReadonlySet<ErrorCode> = new Set([
  'disk_full',
  'workspace_gone',
  'workspace_replaced',
  'workspace_log_gone',
  'workspace_read_only',
  'workspace_locked',
]);

export function isKept(code: ErrorCode): boolean {
  return kept.has(code);
}
