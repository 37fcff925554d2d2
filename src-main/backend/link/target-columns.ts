import { fold } from '#shared/linkage/normalise.ts';
import { kindOf } from '#shared/model/kind-of.ts';
import type { Column } from '#shared/model/table.ts';
import type { LinkSource, SourceColumns } from './linked-records.ts';

/** A column of the linked tables: where each source has it, by position; null where it has not. */
export type TargetColumn = Column & { at: (number | null)[] };

/**
 * The columns of all sources together. Those of one role, where a source has but one of it, are the same, and so are
 * those of one header; types that differ become text. `taken` are names in use.
 */
export function targetColumns(
  sources: readonly LinkSource[],
  roles: readonly SourceColumns[],
  taken: readonly string[],
): TargetColumn[] {
  const targets = new Map<string, TargetColumn>();
  for (const [source, { table }] of sources.entries()) {
    const own = roles[source]!;
    for (const [at, column] of table.columns.entries()) {
      const { name } = column;
      const { role } = own[at]!;
      const alone = own.filter((other) => other.role === role).length === 1;
      const shared = alone && role !== 'text' && role !== 'id' && role !== 'ignore';
      let key = shared ? `role ${role}` : `name ${fold(name)}`;
      // Two headers of one table may fold to one.
      while (typeof targets.get(key)?.at[source] === 'number') key += '+';
      const target = targets.get(key) ?? {
        ...{ name, ...kindOf(column) },
        at: sources.map(() => null),
      };
      target.at[source] = at;
      if (target.type !== column.type) target.type = 'text';
      targets.set(key, target);
    }
  }
  const names = new Set(taken);
  return [...targets.values()].map((target) => {
    let name = target.name;
    for (let number = 2; names.has(name); number += 1) name = `${target.name} ${number}`;
    names.add(name);
    return { ...target, name };
  });
}
