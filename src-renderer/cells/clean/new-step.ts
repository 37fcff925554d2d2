import type { CleanStep } from '#shared/model/cells/clean.ts';
import { columnsFor, plainName } from '#shared/model/column-roles.ts';
import { isIdentifierName } from '#shared/model/identifier-name.ts';
import type { Column } from '#shared/model/table.ts';
import type { StepType } from './step-names.ts';

/** A step of a type with the settings most likely to be meant for these columns. */
export function newStep(
  type: StepType,
  columns: readonly Column[],
  others: readonly { columns: readonly Column[] }[] = [],
): CleanStep {
  const first = columns[0]?.name ?? '';
  const isNumber = ({ type }: Column): boolean => type === 'real' || type === 'integer';
  const telling = columns.filter(({ name }) => !isIdentifierName(name));
  const measured = telling.find(isNumber) ?? columns.find(isNumber);
  const number = measured?.name ?? first;
  const text =
    columns.find((column) => column.type === 'text' || column.type === 'category')?.name ?? first;
  const dates = columns.filter((column) => column.type === 'date');
  const date = (columnsFor('time', dates)[0] ?? dates[0])?.name ?? null;
  // Tables are joined, and events summed up, by who they are about.
  const user = columnsFor('user', columns)[0]?.name ?? first;
  switch (type) {
    case 'duplicates':
      return { type, keys: [], keep: 'first' };
    case 'missing':
      // A number has a middle; of anything else the commonest value can be put in.
      return measured !== undefined
        ? { type, column: number, fill: 'median', value: null, indicator: false }
        : {
            ...{ type, column: telling[0]?.name ?? first },
            fill: 'mode',
            value: null,
            indicator: false,
          };
    case 'outliers':
      // What counts as too far out is for whoever knows the column to say.
      return { type, column: '', rule: 'iqr', factor: 1.5, action: 'clip' };
    case 'text':
      return {
        type,
        column: text,
        trim: true,
        case: 'keep',
        normalise: true,
        collapseSpaces: true,
      };
    case 'replace':
      return { type, column: text, values: [{ from: null, to: null }] };
    case 'retype':
      return { type, column: first, to: 'category' };
    case 'drop_columns':
      return { type, columns: [] };
    case 'rename':
      return { type, column: first, to: first };
    case 'filter':
      return { type, column: first, compare: 'present', value: null };
    case 'join': {
      const otherKey = matchingKey(user, others[0]?.columns ?? []);
      return { type, index: 0, key: user, otherKey, how: 'left' };
    }
    case 'aggregate':
      return {
        type,
        by: user,
        time: date,
        windowDays: null,
        columns: [
          { function: 'count', as: 'count' },
          ...(date === null ? [] : [{ function: 'recency', column: date, as: 'recency' } as const]),
        ],
      };
  }
}

/** The column of another table that goes with a key: of its name, else the one that tells the user. */
export function matchingKey(key: string, columns: readonly Column[]): string {
  const alike = columns.find(({ name }) => plainName(name) === plainName(key));
  return (alike ?? columnsFor('user', columns)[0])?.name ?? '';
}
