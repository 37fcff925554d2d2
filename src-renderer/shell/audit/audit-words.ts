import {
  isWhole,
  type AuditAction,
  type AuditCheck,
  type AuditEntry,
} from '#shared/model/audit.ts';
import type { Role } from '#shared/model/role.ts';
import { visible } from '#shared/text/visible.ts';
import { cellView } from '../../cells/registry.ts';
import { rounded, whole } from '../../i18n/format.ts';
import { m } from '../../i18n/paraglide/messages.js';

const actions: Record<AuditAction, () => string> = {
  opened: m.audit_did_opened,
  log_trouble: m.audit_did_log_trouble,
  imported: m.audit_did_imported,
  ran: m.audit_did_ran,
  run_asked: m.audit_did_run_asked,
  run_deleted: m.audit_did_run_deleted,
  notebook_created: m.audit_did_notebook_created,
  notebook_edited: m.audit_did_notebook_edited,
  notebook_copied: m.audit_did_notebook_copied,
  notebook_deleted: m.audit_did_notebook_deleted,
  notebook_restored: m.audit_did_notebook_restored,
  notebook_imported: m.audit_did_notebook_imported,
  notebook_trusted: m.audit_did_notebook_trusted,
  table_exported: m.audit_did_table_exported,
  model_exported: m.audit_did_model_exported,
  notebook_exported: m.audit_did_notebook_exported,
  log_exported: m.audit_did_log_exported,
  backed_up: m.audit_did_backed_up,
  saved_to: m.audit_did_saved_to,
  person_found: m.audit_did_person_found,
  person_exported: m.audit_did_person_exported,
  person_erased: m.audit_did_person_erased,
  person_checked: m.audit_did_person_checked,
  budget_changed: m.audit_did_budget_changed,
  limit_changed: m.audit_did_limit_changed,
  encrypted: m.audit_did_encrypted,
  decrypted: m.audit_did_decrypted,
  passphrase_changed: m.audit_did_passphrase_changed,
  keys_rotated: m.audit_did_keys_rotated,
  locked: m.audit_did_locked,
  unlocked: m.audit_did_unlocked,
  refused: m.audit_did_refused,
  failed: m.audit_did_failed,
  link_made: m.audit_did_link_made,
  link_used: m.audit_did_link_used,
  link_revoked: m.audit_did_link_revoked,
  viewers_changed: m.audit_did_viewers_changed,
};

const types: Record<AuditEntry['object']['type'], () => string> = {
  workspace: m.audit_type_workspace,
  notebook: m.audit_type_notebook,
  cell: m.audit_type_cell,
  table: m.audit_type_table,
  run: m.audit_type_run,
  person: m.audit_type_person,
  log: m.audit_type_log,
};

const roles: Record<Role, () => string> = {
  owner: m.audit_role_owner,
  analyst: m.audit_role_analyst,
  viewer: m.audit_role_viewer,
};

const details = new Map<string, () => string>([
  ['rows', m.audit_detail_rows],
  ['columns', m.audit_detail_columns],
  ['cells', m.audit_detail_cells],
  ['which', m.audit_detail_which],
  ['kind', m.audit_detail_kind],
  ['bytes', m.audit_detail_bytes],
  ['unit', m.audit_detail_unit],
  ['epsilon', m.audit_detail_epsilon],
  ['delta', m.audit_detail_delta],
  ['host', m.audit_detail_host],
  ['format', m.audit_detail_format],
  ['target', m.audit_detail_target],
  ['others', m.audit_detail_others],
  ['head', m.audit_detail_head],
  ['known', m.audit_detail_known],
  ['entries', m.audit_detail_entries],
  ['broken', m.audit_detail_broken],
  ['places', m.audit_detail_places],
  ['tables', m.audit_detail_tables],
  ['results', m.audit_detail_results],
  ['models', m.audit_detail_models],
  ['texts', m.audit_detail_texts],
  ['files', m.audit_detail_files],
  ['found', m.audit_detail_found],
  ['by', m.audit_detail_by],
  ['refused', m.audit_detail_refused],
  ['procedure', m.audit_detail_procedure],
  ['code', m.audit_detail_code],
  ['attempts', m.audit_detail_attempts],
  ['link', m.audit_detail_link],
  ['role', m.audit_detail_role],
  ['smallest', m.audit_detail_smallest],
]);

export const actionName = (action: AuditAction): string => actions[action]();
export const roleName = (role: Role): string => roles[role]();

/** What an object is, and what it is called while it is there. */
export function objectName({ type, id, name }: AuditEntry['object']): string {
  if (type === 'workspace' || type === 'log') return types[type]();
  const called = name === null ? shortId(id) : visible(name.trim() || m.audit_unnamed());
  const gone = name === null && (type === 'notebook' || type === 'cell');
  return `${types[type]()} · ${called}${gone ? ` (${m.audit_gone()})` : ''}`;
}

const shortId = (id: string): string => (id.split('/').at(-1) ?? id).slice(0, 8);

/** `rows 541,909 · columns 8`. */
export function detailWords(entry: AuditEntry): string {
  return Object.entries(entry.details)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${details.get(name)?.() ?? name} ${valueWords(name, value)}`)
    .join(' · ');
}

function valueWords(name: string, value: number | boolean | string): string {
  if (typeof value === 'boolean') return value ? m.audit_yes() : m.audit_no();
  if (typeof value === 'number') return Number.isInteger(value) ? whole(value) : rounded(value);
  return name === 'kind' ? (cellView(value)?.name() ?? value) : value;
}

/** What a check came to, in one sentence. */
export function checkWords({ entries, broken, head, known }: AuditCheck): string {
  if (broken !== null) return m.audit_broken({ seq: whole(broken) });
  if (head === 'behind') return m.audit_behind({ known: whole(known ?? 0) });
  if (head === 'differs') return m.audit_differs();
  const count = whole(entries);
  return head === 'absent' ? m.audit_absent({ count }) : m.audit_whole({ count });
}

/** Whether there is anything to worry about: now, or found earlier. */
export const isSound = (check: AuditCheck): boolean => isWhole(check) && check.noted.length === 0;
