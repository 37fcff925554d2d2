import type { Database } from 'better-sqlite3';
import type { TableInfo } from '#shared/model/table.ts';
import { headerSays } from '#shared/privacy/header-words.ts';
import { isDistinctive, textsOnlyWhere } from '../../storage/index.ts';

/** Texts of the person's rows that nobody else's rows have, at most so many a column: names, addresses, notes. */
const mostTexts = 20_000;

/**
 * What stands in these rows and in no others, column by column, and may name the person in a text: names by what the column is
 * called, else what has digits, an @ or several words. One word may be a town that nobody else lives in.
 */
export function ownTexts(db: Database, table: TableInfo, where: string): string[] {
  return table.columns.flatMap(({ name, type }, c) => {
    if (type !== 'text' && type !== 'category') return [];
    const personal = (['person_name', 'email', 'phone', 'address', 'resident_id'] as const).some(
      (kind) => headerSays(name, kind),
    );
    const telling = (text: string): boolean =>
      personal ? text.trim().length >= 2 : isDistinctive(text) && /[\d@\s]/.test(text.trim());
    const texts = textsOnlyWhere(db, table, { column: c, where, most: mostTexts });
    return texts.filter(telling);
  });
}
