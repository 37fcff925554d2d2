import type { CleanStep } from '#shared/model/cells/clean.ts';
import type { Column } from '#shared/model/table.ts';
import type { StepType } from './step-names.ts';

/** A step of a type with the settings most likely to be meant for these columns. */
export function newStep(type: StepType, columns: readonly Column[]): CleanStep {
  const first = columns[0]?.name ?? '';
  const number =
    columns.find((column) => column.type === 'real' || column.type === 'integer')?.name ?? first;
  const text =
    columns.find((column) => column.type === 'text' || column.type === 'category')?.name ?? first;
  const date = columns.find((column) => column.type === 'date')?.name ?? null;
  switch (type) {
    case 'duplicates':
      return { type, keys: [], keep: 'first' };
    case 'missing':
      return { type, column: first, fill: 'median', value: null, indicator: false };
    case 'outliers':
      return { type, column: number, rule: 'iqr', factor: 1.5, action: 'clip' };
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
    case 'join':
      return { type, index: 0, key: first, otherKey: '', how: 'left' };
    case 'aggregate':
      return {
        type,
        by: first,
        time: date,
        windowDays: null,
        columns: [{ function: 'count', as: 'count' }],
      };
  }
}
