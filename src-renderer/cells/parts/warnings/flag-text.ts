import type { ColumnSummary } from '#shared/model/table.ts';
import { m } from '../../../i18n/paraglide/messages.js';

type Flag = ColumnSummary['flags'][number];

const texts: Record<Flag, { name: () => string; about: () => string }> = {
  constant: { name: m.data_flag_constant, about: m.data_flag_constant_about },
  identifier: { name: m.data_flag_identifier, about: m.data_flag_identifier_about },
  all_missing: { name: m.data_flag_all_missing, about: m.data_flag_all_missing_about },
  mostly_missing: { name: m.data_flag_mostly_missing, about: m.data_flag_mostly_missing_about },
  leakage: { name: m.data_flag_leakage, about: m.data_flag_leakage_about },
};

/** What a column's flag is called, and what it means in a sentence. */
export function flagText(flag: Flag): { name: string; about: string } {
  return { name: texts[flag].name(), about: texts[flag].about() };
}
