import type { CleanStep } from '#shared/model/cells/clean.ts';
import { kindOf } from '#shared/model/kind-of.ts';
import type { Column, ValueKind } from '#shared/model/table.ts';

type Other = { name: string; columns: readonly Column[] };

/** The columns a step leaves, so that the forms of later steps can offer them. The backend decides what really happens. */
export function columnsAfter(
  step: CleanStep,
  columns: readonly Column[],
  others: readonly Other[],
): Column[] {
  switch (step.type) {
    case 'missing':
      return step.indicator
        ? [...columns, { name: `${step.column} missing`, type: 'boolean' }]
        : [...columns];
    case 'retype':
      return columns.map((column) =>
        column.name === step.column
          ? { name: column.name, ...kindOf({ ...column, type: step.to }) }
          : column,
      );
    case 'drop_columns':
      return columns.filter((column) => !step.columns.includes(column.name));
    case 'rename':
      return columns.map((column) =>
        column.name === step.column ? { ...column, name: step.to } : column,
      );
    case 'join': {
      const other = others[step.index];
      if (!other) return [...columns];
      const taken = new Set(columns.map((column) => column.name));
      const joined = other.columns
        .filter((column) => column.name !== step.otherKey)
        .map((column) => ({
          name: taken.has(column.name) ? `${other.name} ${column.name}` : column.name,
          ...kindOf(column),
        }));
      return [...columns, ...joined];
    }
    case 'aggregate':
      return aggregated(step, columns);
    default:
      return [...columns];
  }
}

function aggregated(
  step: Extract<CleanStep, { type: 'aggregate' }>,
  columns: readonly Column[],
): Column[] {
  const kindOfName = (name: string): ValueKind =>
    kindOf(columns.find((column) => column.name === name) ?? { type: 'text' });
  const made = step.columns.map((one): Column => {
    if (one.function === 'count' || one.function === 'distinct') {
      return { name: one.as, type: 'integer' };
    }
    if (one.function === 'top' || one.function === 'min' || one.function === 'max') {
      return { name: one.as, ...kindOfName(one.column) };
    }
    return { name: one.as, type: 'real' };
  });
  return [{ name: step.by, ...kindOfName(step.by) }, ...made];
}
