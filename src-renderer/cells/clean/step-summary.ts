import type { CleanStep } from '#shared/model/cells/clean.ts';
import { unknownColumn, valueText } from '#shared/encoding/index.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { readable } from '../../format/number.ts';
import { typeName } from '../../grid/type-name.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { compareNames, fillNames } from './step-names.ts';

/**
 * What a step does, on one line. `others` are the names of the tables that can be joined, `columns` those before the step,
 * in whose words truth values are said.
 */
export function stepSummary(
  step: CleanStep,
  others: readonly string[],
  columns: readonly Column[] = [],
): string {
  const said = (value: CellValue, name: string, none: string): string =>
    valueText(value, columns.find((column) => column.name === name) ?? unknownColumn) ?? none;
  switch (step.type) {
    case 'duplicates': {
      const keep = step.keep === 'first' ? m.clean_keep_first() : m.clean_keep_last();
      return step.keys.length === 0
        ? m.clean_says_duplicates({ keep: keep.toLowerCase() })
        : m.clean_says_duplicates_by({ columns: step.keys.join(', '), keep: keep.toLowerCase() });
    }
    case 'missing': {
      const fill =
        step.fill === 'constant'
          ? said(step.value, step.column, '')
          : fillNames[step.fill]().toLowerCase();
      return m.clean_says_missing({ column: step.column, fill });
    }
    case 'outliers':
      if (step.column === '') return m.clean_choose_column();
      return m.clean_says_outliers({
        column: step.column,
        rule: step.rule === 'iqr' ? 'IQR' : 'z',
        factor: readable(step.factor),
        action: (step.action === 'clip'
          ? m.clean_action_clip()
          : m.clean_action_drop()
        ).toLowerCase(),
      });
    case 'text':
      return step.column;
    case 'replace': {
      const shown = (value: CellValue): string => said(value, step.column, m.data_grid_missing());
      return m.clean_says_replace({
        column: step.column,
        values: step.values.map(({ from, to }) => `${shown(from)} → ${shown(to)}`).join(', '),
      });
    }
    case 'retype':
      return m.clean_says_retype({ column: step.column, type: typeName(step.to) });
    case 'rename':
      return m.clean_says_rename({ column: step.column, to: step.to });
    case 'drop_columns':
      return step.columns.join(', ');
    case 'filter': {
      const bare = step.compare === 'present' || step.compare === 'missing';
      return m.clean_says_filter({
        column: step.column,
        compare: compareNames[step.compare](),
        value: bare ? '' : said(step.value, step.column, ''),
      });
    }
    case 'join':
      return m.clean_says_join({ other: others[step.index] ?? '?', key: step.key });
    case 'aggregate':
      return m.clean_says_aggregate({
        column: step.by,
        n: step.columns.length,
        count: readable(step.columns.length),
      });
  }
}
