import type { CleanStep } from '#shared/model/cells/clean.ts';
import type { Column } from '#shared/model/table.ts';

export type Aggregation = Extract<CleanStep, { type: 'aggregate' }>['columns'][number];
type Name = Aggregation['function'];

/** Columns a function can be taken of. */
export function fittingColumns(name: Name, columns: readonly Column[]): Column[] {
  if (name === 'sum' || name === 'mean') {
    return columns.filter(({ type }) => ['integer', 'real', 'boolean'].includes(type));
  }
  if (name === 'recency') return columns.filter(({ type }) => type === 'date');
  return [...columns];
}

/** The same line of the list with another function; the column stays where it fits, the name follows unless it was chosen. */
export function withFunction(
  one: Aggregation,
  name: Name,
  columns: readonly Column[],
): Aggregation {
  const before = 'column' in one ? one.column : null;
  const own = isOwnName(one);
  if (name === 'count') return { function: name, as: own ? one.as : 'count' };
  const fitting = fittingColumns(name, columns);
  const column =
    fitting.find((candidate) => candidate.name === before)?.name ?? fitting[0]?.name ?? '';
  return { function: name, column, as: own ? one.as : automaticName(name, column) };
}

/** The same line of another column; the name follows unless it was chosen. */
export function withColumn(
  one: Exclude<Aggregation, { function: 'count' }>,
  column: string,
): Aggregation {
  return { ...one, column, as: isOwnName(one) ? one.as : automaticName(one.function, column) };
}

/** Whether the user gave the name. */
function isOwnName(one: Aggregation): boolean {
  const automatic = automaticName(one.function, 'column' in one ? one.column : null);
  return one.as !== automatic && one.as !== one.function && !/^count \d+$/.test(one.as);
}

function automaticName(name: Name, column: string | null): string {
  return column === null || column === '' ? name : `${column} ${name}`;
}
