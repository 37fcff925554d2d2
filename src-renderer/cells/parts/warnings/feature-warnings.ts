import { features, type FeaturesOutput, type Part } from '#shared/model/cells/features.ts';
import { readable } from '../../../format/number.ts';
import { m } from '../../../i18n/paraglide/messages.js';
import type { CellProps } from '../../cell-view.ts';

type Warning = FeaturesOutput['warnings'][number];

const partNames: Record<Part, () => string> = {
  train: m.features_warning_part_train,
  validation: m.features_warning_part_validation,
  test: m.features_warning_part_test,
};

/** What a part of the rows is called within a sentence. */
export function partName(part: Part): string {
  return partNames[part]();
}

export function warningText({ kind, column, value, part, count }: Warning): string {
  const named = { value: value ?? '', part: part === undefined ? '' : partName(part) };
  switch (kind) {
    case 'leakage':
      return m.features_warning_leakage({ column: column ?? '' });
    case 'near_constant':
      return m.features_warning_near_constant({ column: column ?? '' });
    case 'dominated':
      return m.features_warning_dominated({ column: column ?? '' });
    case 'code':
      return m.features_warning_code({ column: column ?? '' });
    case 'maybe_code':
      return m.features_warning_maybe_code({ column: column ?? '' });
    case 'more_features_than_rows':
      return m.features_warning_more_features_than_rows();
    case 'few_rows':
      return m.features_warning_few_rows();
    case 'few_of_class':
      return m.features_warning_few_of_class({ ...named, count: readable(count ?? 0) });
    case 'class_missing_in_part':
      return m.features_warning_class_missing_in_part(named);
    case 'split_only_order':
      return m.features_warning_split_only_order({ column: column ?? '' });
    case 'split_without_time':
      return m.features_warning_split_without_time({
        column: column ?? '',
        n: count ?? 0,
        count: readable(count ?? 0),
      });
    case 'split_nothing_later':
      return m.features_warning_split_nothing_later({ column: column ?? '' });
  }
}

/** The preparation a cell learns or measures from, as far as it is here. */
export function preparedBy(upstream: CellProps['upstream']): FeaturesOutput | null {
  return features.output.safeParse(upstream('features')[0]?.output).data ?? null;
}
