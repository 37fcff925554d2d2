import type {
  DimensionLabel,
  ProfileOutput,
  ProfileSettings,
} from '#shared/model/cells/profile.ts';
import { namingMarks, numbered, segmentKeys } from '#shared/model/segment-names.ts';
import { m } from '../../i18n/paraglide/messages.js';

/** A dimension in the language of the window. */
export function dimensionName(label: DimensionLabel | undefined): string {
  switch (label?.type) {
    case undefined:
      return '';
    case 'attribute':
      return label.value === null ? label.column : `${label.column} = ${label.value}`;
    case 'items':
      return m.profile_dimension_items();
    case 'daysSinceLast':
      return m.profile_dimension_days_since();
    case 'daysBetween':
      return m.profile_dimension_days_between();
    case 'popularity':
      return m.profile_dimension_popularity();
    case 'price':
      return m.profile_dimension_price();
    case 'spend':
      return m.profile_dimension_spend();
    case 'share':
      return m.profile_dimension_share({ category: label.category });
    case 'friends':
      return m.profile_source_friends();
    case 'friendsShare':
      return m.profile_dimension_friends_share({ category: label.category });
    case 'taste':
      return label.high === null || label.low === null
        ? m.profile_dimension_taste({ number: String(label.number) })
        : m.profile_dimension_taste_between({
            number: String(label.number),
            high: label.high,
            low: label.low,
          });
  }
}

/** What a segment is like that has more, or less, of a dimension than everyone: “much Books”, “gone quiet”. */
function trait(label: DimensionLabel | undefined, more: boolean): string {
  switch (label?.type) {
    case undefined:
      return '';
    case 'attribute':
      if (label.value === null)
        return more
          ? m.profile_trait_high({ column: label.column })
          : m.profile_trait_low({ column: label.column });
      return more ? label.value : m.profile_trait_not({ value: label.value });
    case 'items':
      return more ? m.profile_trait_many_items() : m.profile_trait_few_items();
    case 'daysSinceLast':
      return more ? m.profile_trait_quiet() : m.profile_trait_recent();
    case 'daysBetween':
      return more ? m.profile_trait_long_standing() : m.profile_trait_new();
    case 'popularity':
      return more ? m.profile_trait_mainstream() : m.profile_trait_niche();
    case 'price':
      return more ? m.profile_trait_dear() : m.profile_trait_cheap();
    case 'spend':
      return more ? m.profile_trait_spends_much() : m.profile_trait_spends_little();
    case 'share':
      return more
        ? m.profile_trait_much({ category: label.category })
        : m.profile_trait_hardly({ category: label.category });
    case 'friends':
      return more ? m.profile_trait_many_friends() : m.profile_trait_few_friends();
    case 'friendsShare':
      return more
        ? m.profile_trait_friends_much({ category: label.category })
        : m.profile_trait_friends_hardly({ category: label.category });
    case 'taste': {
      const end = more ? label.high : label.low;
      return end === null || end === ''
        ? m.profile_dimension_taste({ number: String(label.number) })
        : m.profile_trait_taste({ end });
    }
  }
}

/**
 * Segments by the name given by hand, else by what they are like: readable dimensions before learned ones. Those that would
 * read alike are numbered.
 */
export function segmentNames(
  output: Pick<ProfileOutput, 'segments' | 'dimensions'>,
  given: ProfileSettings['names'] = {},
): string[] {
  const keys = segmentKeys(output);
  const plain = output.segments.map((segment, at) => {
    const own = given[keys[at] ?? '']?.trim() ?? '';
    if (own !== '') return own;
    const traits = namingMarks(output, segment).map(({ dimension, difference }) =>
      trait(output.dimensions[dimension]?.label, difference >= 0),
    );
    const name = traits.join(m.profile_list_comma());
    return name === '' ? m.profile_trait_average() : capitalised(name);
  });
  return numbered(plain);
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
