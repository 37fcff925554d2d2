import type { ExplainOutput } from '#shared/model/cells/explain.ts';
import { valueText } from '#shared/encoding/index.ts';
import type { CellValue } from '#shared/model/table.ts';
import { readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';

/** A raw value of a column for reading; a missing one by name. */
export function readValue(
  { columns }: Pick<ExplainOutput, 'columns'>,
  column: string,
  value: CellValue,
): string {
  if (value === null) return m.explain_missing();
  const kind = columns.find((own) => own.column === column);
  if (kind?.type === 'boolean') return valueText(value, kind) ?? '';
  return typeof value === 'number' ? readable(value) : value;
}

/** What the score of an explanation is of: a class, or the number predicted. */
export function scoreName({ kind, label, classes }: ExplainOutput, outcome: string | null): string {
  if (kind === 'number') return m.explain_predicted({ label });
  const value = outcome ?? (kind === 'binary' ? classes[1] : undefined);
  return value === undefined ? m.explain_score() : m.explain_score_of({ value });
}
