import { columnMissing, PortraitError } from '#shared/errors/index.ts';
import type { AnonymityOutput, AnonymitySettings } from '#shared/model/cells/anonymity.ts';
import type { TableInfo } from '#shared/model/table.ts';
import { guessDisclosureRole } from '#shared/privacy/anonymity/disclosure-role.ts';
import { phoneRecogniser } from '../data/index.ts';
import type { Workspace } from '../storage/index.ts';

type Roles = AnonymityOutput['roles'];

const mostSampled = 1000;
const fewestSampled = 50;
const mostValues = 500_000;
/** Proposed at most; a table of thousands of columns has most of them as measurements. */
const mostProposed = 8;
const mostQuasi = 24;
const mostSensitive = 24;

/** The role of each column: the one chosen, else the one proposed. Throws column_missing, anonymity_too_many_columns. */
export async function columnRoles(
  tables: Workspace['tables'],
  table: TableInfo,
  chosen: AnonymitySettings['roles'],
): Promise<Roles> {
  for (const { column } of chosen)
    if (!table.columns.some(({ name }) => name === column))
      throw columnMissing(column, table.columns);
  const byName = new Map(chosen.map(({ column, role }) => [column, role]));
  const isPhone = await phoneRecogniser();
  const limit = Math.floor(mostValues / Math.max(1, table.columns.length));
  const { rows } = tables.page({
    ...{ table: table.id, offset: 0, sort: [], filters: [], search: '' },
    limit: Math.min(mostSampled, Math.max(fewestSampled, limit)),
  });
  const proposed = { quasi: 0, sensitive: 0 };
  const roles = table.columns.map((column, at): Roles[number] => {
    const own = byName.get(column.name);
    if (own !== undefined) return { column: column.name, role: own, proposed: false };
    const sample = rows.map((row) => row[at] ?? null);
    let role = guessDisclosureRole(column, sample, isPhone);
    if (role === 'quasi' || role === 'sensitive') {
      proposed[role] += 1;
      if (proposed[role] > mostProposed) role = 'other';
    }
    return { column: column.name, role, proposed: true };
  });
  for (const [role, limit] of [
    ['quasi', mostQuasi],
    ['sensitive', mostSensitive],
  ] as const) {
    const found = roles.filter((one) => one.role === role).length;
    if (found > limit) throw new PortraitError('anonymity_too_many_columns', { found, limit });
  }
  return roles;
}
