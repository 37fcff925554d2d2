import type { CellValue, RowFilter, RowQuery, TableInfo } from '#shared/model/table.ts';
import { valueText } from '#shared/encoding/index.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { sourceOf } from './names.ts';

export type SelectionQuery = Pick<RowQuery, 'sort' | 'filters' | 'search'>;
/** SQL that yields the row numbers of a selection in order, with its parameters. */
export type Selection = { sql: string; params: CellValue[] };

/** The selection a query asks for, or undefined where it is the whole table in stored order. */
export function rowSelection(table: TableInfo, query: SelectionQuery): Selection | undefined {
  if (query.sort.length === 0 && query.filters.length === 0 && query.search === '')
    return undefined;
  const params: CellValue[] = [];
  const where = query.filters.map((filter) => condition(table, filter, params));
  if (query.search !== '') {
    where.push(anyOf(table.columns.map((_, c) => holdsText(table, c, query.search, params))));
  }
  const order = query.sort.map(({ column, descending }) => {
    const collate = isText(table, column) ? ' COLLATE NOCASE' : '';
    return `c${checked(table, column)}${collate} ${descending ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  const columns = [...query.sort, ...query.filters].map(({ column }) => column);
  const { from, rowid } = sourceOf(
    table.id,
    query.search === '' ? columns : [...table.columns.keys()],
  );
  return {
    sql:
      `SELECT ${rowid} FROM ${from}` +
      (where.length > 0 ? ` WHERE ${where.join(' AND ')}` : '') +
      ` ORDER BY ${[...order, rowid].join(', ')}`,
    params,
  };
}

/** In pairs of pairs: SQLite reads a chain of a thousand as too deep. */
function anyOf(conditions: readonly string[]): string {
  if (conditions.length <= 2) return `(${conditions.join(' OR ')})`;
  const half = Math.ceil(conditions.length / 2);
  return `(${anyOf(conditions.slice(0, half))} OR ${anyOf(conditions.slice(half))})`;
}

function condition(table: TableInfo, filter: RowFilter, params: CellValue[]): string {
  const name = `c${checked(table, filter.column)}`;
  if (filter.type === 'missing') return `${name} IS ${filter.missing ? '' : 'NOT '}NULL`;
  if (filter.type === 'equals') {
    params.push(filter.value);
    return `${name} IS ?`;
  }
  if (filter.type === 'contains') return holdsText(table, filter.column, filter.text, params);
  const parts: string[] = [`${name} IS NOT NULL`];
  for (const [bound, compare] of [
    [filter.from, '>='],
    [filter.to, '<='],
  ] as const) {
    if (bound === null) continue;
    params.push(bound);
    parts.push(`${name} ${compare} ?`);
  }
  return `(${parts.join(' AND ')})`;
}

/** Whether a value shows the text; truth values show their column's words. */
function holdsText(table: TableInfo, column: number, text: string, params: CellValue[]): string {
  const kind = table.columns[column]!;
  if (kind.type === 'boolean') {
    const wanted = text.toLowerCase();
    const found = [0, 1].filter((value) => valueText(value, kind)!.toLowerCase().includes(wanted));
    return `c${column} IN (${found.join(', ')})`;
  }
  params.push(likePattern(text));
  return `c${column} LIKE ? ESCAPE '\\'`;
}

function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

function isText(table: TableInfo, column: number): boolean {
  const type = table.columns[column]?.type;
  return type === 'text' || type === 'category';
}

function checked(table: TableInfo, column: number): number {
  if (column < 0 || column >= table.columns.length) {
    throw new PortraitError('column_missing', { column: column + 1 });
  }
  return column;
}
