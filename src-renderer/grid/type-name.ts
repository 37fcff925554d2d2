import type { ColumnType } from '#shared/model/table.ts';
import { m } from '../i18n/paraglide/messages.js';

const names: Record<ColumnType, () => string> = {
  text: m.data_type_text,
  integer: m.data_type_integer,
  real: m.data_type_real,
  boolean: m.data_type_boolean,
  date: m.data_type_date,
  category: m.data_type_category,
};

/** A column type in the language of the window. */
export function typeName(type: ColumnType): string {
  return names[type]();
}
