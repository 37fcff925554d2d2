import type { DimensionLabel, ProfileOutput } from '#shared/model/cells/profile.ts';
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

const marksInName = 2;

/** Segments by what sets each apart most; those that would read alike are numbered. */
export function segmentNames({ segments, dimensions }: ProfileOutput): string[] {
  const plain = segments.map(({ marks }) =>
    marks
      .slice(0, marksInName)
      .map(({ dimension, difference }) => {
        const name = dimensionName(dimensions[dimension]?.label);
        return `${difference >= 0 ? '↑' : '↓'} ${name}`;
      })
      .join(m.profile_list_comma()),
  );
  return plain.map((name, at) => {
    const earlier = plain.slice(0, at).filter((other) => other === name).length;
    return earlier === 0 ? name : `${name} (${earlier + 1})`;
  });
}
