import {
  auditAction,
  auditDetails,
  auditObject,
  type AuditDetails,
  type AuditEntry,
} from '#shared/model/audit.ts';
import { role } from '#shared/model/role.ts';
import { auditCsv, type AuditRow, type Workspace } from '../storage/index.ts';
import type { Implementer } from './base.ts';

export function auditApi(api: Implementer, workspace: Workspace) {
  const service = api.audit;
  const { audit } = workspace;
  return service.router({
    list: service.list.handler(({ input: { before, limit, ...filter } }) => {
      const nameOf = namesIn(workspace);
      const { rows, total } = audit.list(filter, { before, limit });
      return { entries: rows.map((row) => entryOf(row, nameOf)), total };
    }),
    choices: service.choices.handler(() => {
      const nameOf = namesIn(workspace);
      const { actors, actions, objects } = audit.choices();
      return {
        actors,
        actions: actions.flatMap((action) => auditAction.safeParse(action).data ?? []),
        objects: objects.map((object) => objectOf(object, nameOf)),
      };
    }),
    check: service.check.handler(() => audit.check()),
    export: service.export.handler(({ input }) => {
      const { rows } = audit.list(input, { before: null, limit: Number.MAX_SAFE_INTEGER });
      const text = auditCsv(rows.reverse());
      return { text, fileName: `${nameOfFile(workspace.path)} audit.csv`, entries: rows.length };
    }),
  });
}

const nameOfFile = (path: string): string =>
  (path.split(/[\\/]/).at(-1) ?? '').replace(/\.portrait$/, '');

type NameOf = (type: string, id: string) => string | null;

/** What notebooks and cells are called now; each notebook is read once. */
function namesIn({ notebooks }: Workspace): NameOf {
  const titles = new Map(notebooks.list().map(({ id, title }) => [id, title]));
  const cells = new Map<string, Map<string, string>>();
  const cellsOf = (id: string): Map<string, string> => {
    const known = cells.get(id);
    if (known !== undefined) return known;
    const named = titles.has(id) ? notebooks.get(id).document.cells : [];
    const found = new Map(named.map((cell) => [cell.id, cell.name]));
    cells.set(id, found);
    return found;
  };
  return (type, id) => {
    const [notebook = '', cell = ''] = id.split('/');
    if (type === 'notebook') return titles.get(id) ?? null;
    if (type === 'cell') return cellsOf(notebook).get(cell) ?? null;
    return null;
  };
}

function objectOf(object: string, nameOf: NameOf): AuditEntry['object'] {
  const at = object.indexOf(':');
  const [type, id] = [object.slice(0, at), object.slice(at + 1)];
  // A line that somebody changed may say anything.
  return { type: auditObject.catch('log').parse(type), id, name: nameOf(type, id) };
}

function entryOf(row: AuditRow, nameOf: NameOf): AuditEntry {
  return {
    ...{ seq: row.seq, at: isTime(row.at) ? row.at : 0, actor: row.actor },
    role: role.catch('viewer').parse(row.role),
    action: auditAction.catch('log_trouble').parse(row.action),
    object: objectOf(row.object, nameOf),
    details: detailsOf(row.details),
  };
}

/** None where they cannot be read: the chain says that the line was changed, and the others are to be seen. */
function detailsOf(text: string): AuditDetails {
  try {
    return auditDetails.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

const isTime = (at: number): boolean => !Number.isNaN(new Date(at).getTime());
