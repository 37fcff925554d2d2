import { fold } from './normalise.ts';
import type { LinkRole } from './role.ts';

export type RoleColumn = { name: string; role: LinkRole };

/** One thing two records are compared by: the columns of each source that say it, joined where there are several. */
export type ComparedField = {
  key: string;
  role: LinkRole;
  /** Columns by position, one list a source; empty where a source does not say it. */
  columns: number[][];
  /** Headers, each once. */
  names: string[];
};

const single: readonly LinkRole[] = [
  'givenName',
  'familyName',
  'name',
  'birthDate',
  'email',
  'phone',
  'address',
  'postcode',
  'city',
];

/**
 * What the sources can be compared by. Given and family names are compared apart where every source has them, and as
 * one whole name otherwise; other texts and ids meet by their headers. A field that only one of several sources has is
 * left out.
 */
export function comparedFields(sources: readonly (readonly RoleColumn[])[]): ComparedField[] {
  const apart = sources.every((columns) => has(columns, 'givenName') && has(columns, 'familyName'));
  const fields: ComparedField[] = [];
  for (const role of single) {
    if (apart ? role === 'name' : role === 'givenName' || role === 'familyName') continue;
    const columns = sources.map((source) =>
      role === 'name' ? wholeName(source) : positions(source, (column) => column.role === role),
    );
    fields.push({ key: role, role, columns, names: namesOf(sources, columns) });
  }
  for (const role of ['text', 'id'] as const) {
    const headers = new Set(
      sources.flatMap((source) =>
        source.filter((column) => column.role === role).map(({ name }) => fold(name)),
      ),
    );
    for (const header of headers) {
      const columns = sources.map((source) =>
        positions(source, (column) => column.role === role && fold(column.name) === header),
      );
      fields.push({ key: `${role}:${header}`, role, columns, names: namesOf(sources, columns) });
    }
  }
  const least = Math.min(2, sources.length);
  return fields.filter(({ columns }) => columns.filter((own) => own.length > 0).length >= least);
}

function has(columns: readonly RoleColumn[], role: LinkRole): boolean {
  return columns.some((column) => column.role === role);
}

function positions(
  columns: readonly RoleColumn[],
  test: (column: RoleColumn) => boolean,
): number[] {
  return [...columns.keys()].filter((at) => test(columns[at]!));
}

function wholeName(columns: readonly RoleColumn[]): number[] {
  const whole = positions(columns, ({ role }) => role === 'name');
  if (whole.length > 0) return whole;
  const family = positions(columns, ({ role }) => role === 'familyName');
  return [...positions(columns, ({ role }) => role === 'givenName'), ...family];
}

function namesOf(sources: readonly (readonly RoleColumn[])[], columns: number[][]): string[] {
  return [
    ...new Set(columns.flatMap((own, source) => own.map((at) => sources[source]![at]!.name))),
  ];
}
