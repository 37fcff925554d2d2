import type { CellKindDefinition } from '#shared/model/cells/value-type.ts';
import { data, tableOutput } from '#shared/model/cells/data.ts';
import type { Json } from '#shared/model/json.ts';
import type { ErrorCode } from '#shared/errors/codes.ts';
import type { NewAuditEntry } from '../storage/index.ts';

/** What the audit log says of a result that was made: imports, and what people start; null for what follows by itself. */
export function toldInAudit(
  { kind, cost }: CellKindDefinition,
  output: Json,
): Pick<NewAuditEntry, 'action' | 'details'> | null {
  if (kind === data.kind) {
    const table = tableOutput.safeParse(output).data?.table;
    return {
      action: 'imported',
      details: { rows: table?.rows ?? 0, columns: table?.columns.length ?? 0 },
    };
  }
  return cost === 'cheap' ? null : { action: 'ran', details: { kind } };
}

/** What the audit log says of a result that could not be made: of imports, and what people start. */
export function failureInAudit(
  { kind, cost }: CellKindDefinition,
  code: ErrorCode,
): Pick<NewAuditEntry, 'action' | 'details'> | null {
  if (cost === 'cheap' && kind !== data.kind) return null;
  return { action: 'failed', details: { kind, code } };
}
