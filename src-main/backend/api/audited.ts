import type { AuditAction, AuditDetails } from '#shared/model/audit.ts';
import type { AuditLog, NewAuditEntry } from '../storage/index.ts';

type Describe = (input: Fields, output: Fields) => NewAuditEntry | null;
type Fields = Readonly<Record<string, unknown>>;

const workspace = { type: 'workspace', id: '' } as const;
const notebook = (id: unknown) => ({ type: 'notebook', id: text(id) }) as const;
const of =
  (action: AuditAction, object: (input: Fields, output: Fields) => NewAuditEntry['object']) =>
  (input: Fields, output: Fields): NewAuditEntry => ({ action, object: object(input, output) });

/** What the log says of a call that succeeded, by procedure: what is not here only looks, or is told where it happens. */
const audited: Readonly<Record<string, Describe>> = {
  'workspace.setResultLimit': ({ bytes }) => ({
    ...{ action: 'limit_changed', object: workspace, details: numbers({ bytes }) },
  }),
  'workspace.backup': (_, { bytes }) => ({
    ...{ action: 'backed_up', object: workspace, details: numbers({ bytes }) },
  }),
  'workspace.saveTo': of('saved_to', () => workspace),
  'workspace.createNotebook': of('notebook_created', (_, { id }) => notebook(id)),
  'workspace.duplicateNotebook': of('notebook_copied', (_, { id }) => notebook(id)),
  'workspace.deleteNotebook': of('notebook_deleted', ({ id }) => notebook(id)),
  'workspace.restoreNotebook': of('notebook_restored', ({ id }) => notebook(id)),
  'workspace.importNotebook': of('notebook_imported', (_, { id }) => notebook(id)),
  'workspace.openSample': of('notebook_created', (_, { id }) => notebook(id)),
  'workspace.exportNotebook': of('notebook_exported', ({ id }) => notebook(id)),
  'notebook.edit': of('notebook_edited', ({ id }) => notebook(id)),
  'notebook.undo': of('notebook_edited', ({ id }) => notebook(id)),
  'notebook.redo': of('notebook_edited', ({ id }) => notebook(id)),
  'notebook.trust': ({ id, others }) => ({
    ...{ action: 'notebook_trusted', object: notebook(id), details: { others: others === true } },
  }),
  'notebook.run': ({ id, cells }) => ({
    action: 'run_asked',
    object: notebook(id),
    details: { which: text(cells), ...numbers({ cells: lengthOf(cells) }) },
  }),
  // A large table goes out in parts: it is written down with the first.
  'tables.export': ({ table, format, download }) =>
    download === null
      ? {
          ...{ action: 'table_exported', object: { type: 'table', id: text(table) } },
          details: { format: text(format) },
        }
      : null,
  'exports.write': ({ notebook: id, cell, target }) => ({
    action: 'model_exported',
    object: { type: 'cell', id: `${text(id)}/${text(cell)}` },
    details: { target: text(target) },
  }),
  'runs.purge': ({ notebook: id, ids }, { kept }) => {
    const results = lengthOf(ids) - lengthOf(kept);
    if (results === 0) return null;
    return { action: 'run_deleted', object: notebook(id), details: numbers({ results }) };
  },
  'runs.delete': of('run_deleted', ({ run }) => ({ type: 'run', id: text(run) })),
  'privacy.setBudget': ({ unit, epsilon, delta }) => ({
    action: 'budget_changed',
    object: workspace,
    details: { unit: text(unit), ...numbers({ epsilon, delta }) },
  }),
  'links.create': (_, { link }) => ({
    ...{ action: 'link_made', object: workspace },
    details: { link: text(fields(link)['id']), role: text(fields(link)['role']) },
  }),
  'links.revoke': ({ id }) => ({
    ...{ action: 'link_revoked', object: workspace, details: { link: text(id) } },
  }),
  'links.setSmallest': ({ smallest }) => ({
    ...{ action: 'viewers_changed', object: workspace, details: numbers({ smallest }) },
  }),
  'audit.export': (_, { entries }) => ({
    ...{ action: 'log_exported', object: { type: 'log', id: '' }, details: numbers({ entries }) },
  }),
};

/** An edit is written down again after this long, in milliseconds: not every key that is pressed. */
const editsEvery = 600_000;

/** Writes down what a procedure did for whoever acts now. */
export function auditing(audit: AuditLog, clock: () => number) {
  const edited = new Map<string, number>();
  return (procedure: string, input: unknown, output: unknown): void => {
    const describe = audited[procedure];
    if (describe === undefined) return;
    const entry = describe(fields(input), fields(output));
    if (entry === null) return;
    if (entry.action === 'notebook_edited') {
      const key = JSON.stringify([audit.actor, entry.object.id]);
      if (clock() - (edited.get(key) ?? -Infinity) < editsEvery) return;
      edited.set(key, clock());
    }
    audit.add(entry);
  };
}

/** What failed in the same way is written down again after this long, in milliseconds: nobody fills the log by asking. */
const failuresEvery = 60_000;
const mostFailures = 10_000;

/** Writes down what somebody was refused, and what of the above failed. */
export function auditingFailures(audit: AuditLog, clock: () => number) {
  const told = new Map<string, number>();
  return (procedure: string, input: unknown, code: string): void => {
    const refused = code === 'role_denied';
    if (!refused && (audited[procedure] === undefined || passing.has(code))) return;
    const key = JSON.stringify([audit.actor, procedure, code]);
    if (clock() - (told.get(key) ?? -Infinity) < failuresEvery) return;
    if (told.size >= mostFailures) told.clear();
    told.set(key, clock());
    const { id } = fields(input);
    audit.add({
      action: refused ? 'refused' : 'failed',
      object: typeof id === 'string' && isId(id) ? notebook(id) : workspace,
      details: { procedure, code },
    });
  };
}

/** No failure of what was asked for: it comes again by itself. */
const passing: ReadonlySet<string> = new Set(['connection_lost', 'encryption_locked']);
/** What somebody sent by hand as an id may be anything. */
const isId = (text: string): boolean => /^[\w-]{1,64}$/.test(text);

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

function numbers(values: Fields): AuditDetails {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'number' ? [[name, value]] : [],
    ),
  );
}
