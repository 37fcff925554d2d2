import type { Column } from '#shared/model/table.ts';
import { isReferenceName } from '#shared/model/identifier-name.ts';
import { headerSays } from '#shared/privacy/header-words.ts';
import { isDistinctive, plainIdentifier, plainLabel } from '../../storage/index.ts';

/** A person as rows tell them: what they are called in columns, as typed, and by the workspace's codes for that. */
export type Who = {
  /** In one form (`plainIdentifier`), pseudonyms among them. */
  identifiers: readonly string[];
  /** Labels (`plainLabel`) of the columns that name people. */
  columns: ReadonlySet<string>;
};

/** Whether a column can hold an identifier as such: truth values and dates name nobody. Numbers may be written with a fraction of 0. */
export const canName = ({ type }: Column): boolean => type !== 'boolean' && type !== 'date';

const isNumber = ({ type }: Column): boolean => type === 'integer' || type === 'real';

/**
 * SQL that is true where column `c` of a table holds one of the identifiers. Texts are compared in small letters without spaces around;
 * the few that come in another form of Unicode are compared as they are, too.
 */
export function holdsOne(c: number, column: Column, identifiers: readonly string[]): string {
  if (isNumber(column)) {
    // As far as whole numbers of a table go: card numbers have 16 digits.
    const numbers = identifiers.filter(
      (text) => /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text)),
    );
    return numbers.length === 0 ? '0' : `c${c} IN (${numbers.join(', ')})`;
  }
  const texts = identifiers.flatMap((text) =>
    /^-?\d+$/.test(text) ? [text, `${text}.0`] : [text],
  );
  return `lower(trim(c${c})) IN (${texts.map(literal).join(', ')})`;
}

/** SQL that is true for the rows of a person in a table; null where none can be. */
export function rowsOf(columns: readonly Column[], who: Who): string | null {
  const parts = columns.flatMap((column, c) =>
    canName(column) && who.columns.has(plainLabel(column.name))
      ? [holdsOne(c, column, who.identifiers)]
      : [],
  );
  return parts.length === 0 ? null : `(${parts.map((part) => `ifnull(${part}, 0)`).join(' OR ')})`;
}

/** Whether a column in which an identifier was found is likely to name people, rather than hold the same number by chance. */
export function namesPeople(column: Column, found: readonly string[]): boolean {
  const name = plainLabel(column.name);
  const things =
    /order|invoice|stock|product|item|sku|session|transaction|订单|商品|发票|会话|交易/;
  if (things.test(name)) return false;
  if (!isNumber(column) && found.some((text) => isDistinctive(plainIdentifier(text)))) return true;
  const people =
    /user|customer|client|member|person|people|patient|student|buyer|visitor|account|friend|email|phone|mobile|card|iban|会员|用户|客户|顾客|买家|手机|邮箱|身份证|账号|好友/;
  const says = (['email', 'phone', 'resident_id', 'card', 'iban'] as const).some((kind) =>
    headerSays(column.name, kind),
  );
  return people.test(name) || says || isReferenceName(column.name);
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
