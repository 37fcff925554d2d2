import type { Level } from '#shared/privacy/anonymity/level.ts';
import { readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';

const periods = {
  month: m.anonymity_level_month,
  quarter: m.anonymity_level_quarter,
  year: m.anonymity_level_year,
  decade: m.anonymity_level_decade,
};

/** How finely a column is shown, in words. */
export function levelWords(level: Level): string {
  switch (level.type) {
    case 'exact':
      return m.anonymity_level_exact();
    case 'band':
      return m.anonymity_level_band({ width: readable(level.width) });
    case 'prefix':
      return m.anonymity_level_prefix({ n: level.keep, count: level.keep });
    case 'period':
      return periods[level.unit]();
    case 'common':
      return m.anonymity_level_common({ count: readable(level.keep) });
    case 'none':
      return m.anonymity_level_none();
  }
}
