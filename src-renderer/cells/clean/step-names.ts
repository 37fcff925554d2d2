import { keysOf } from '#shared/keys-of.ts';
import type { CleanStep } from '#shared/model/cells/clean.ts';
import { m } from '../../i18n/paraglide/messages.js';

export type StepType = CleanStep['type'];
type Named = { name: () => string; note: () => string };

export const stepNames: Record<StepType, Named> = {
  duplicates: { name: m.clean_duplicates, note: m.clean_duplicates_note },
  filter: { name: m.clean_filter, note: m.clean_filter_note },
  missing: { name: m.clean_missing, note: m.clean_missing_note },
  outliers: { name: m.clean_outliers, note: m.clean_outliers_note },
  text: { name: m.clean_text, note: m.clean_text_note },
  replace: { name: m.clean_replace, note: m.clean_replace_note },
  retype: { name: m.clean_retype, note: m.clean_retype_note },
  rename: { name: m.clean_rename, note: m.clean_rename_note },
  drop_columns: { name: m.clean_drop_columns, note: m.clean_drop_columns_note },
  join: { name: m.clean_join, note: m.clean_join_note },
  aggregate: { name: m.clean_aggregate, note: m.clean_aggregate_note },
};

/** Steps as the add menu groups them. */
export const stepGroups: readonly { name: () => string; types: readonly StepType[] }[] = [
  { name: m.clean_group_rows, types: ['duplicates', 'filter'] },
  { name: m.clean_group_values, types: ['missing', 'outliers', 'text', 'replace', 'retype'] },
  { name: m.clean_group_columns, types: ['rename', 'drop_columns'] },
  { name: m.clean_group_tables, types: ['join', 'aggregate'] },
];

export const fillNames = {
  drop_row: m.clean_fill_drop_row,
  mean: m.clean_fill_mean,
  median: m.clean_fill_median,
  mode: m.clean_fill_mode,
  constant: m.clean_fill_constant,
};
export const compareNames = {
  equals: m.clean_compare_equals,
  not_equals: m.clean_compare_not_equals,
  less: m.clean_compare_less,
  at_most: m.clean_compare_at_most,
  greater: m.clean_compare_greater,
  at_least: m.clean_compare_at_least,
  present: m.clean_compare_present,
  missing: m.clean_compare_missing,
};
export const functionNames = {
  count: m.clean_function_count,
  sum: m.clean_function_sum,
  mean: m.clean_function_mean,
  min: m.clean_function_min,
  max: m.clean_function_max,
  distinct: m.clean_function_distinct,
  top: m.clean_function_top,
  recency: m.clean_function_recency,
};

/** Entries of a select from a table of names. */
export function choices<K extends string>(
  names: Record<K, () => string>,
): { value: K; label: string }[] {
  return keysOf(names).map((value) => ({ value, label: names[value]() }));
}
