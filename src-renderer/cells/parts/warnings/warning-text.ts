import type { DataOutput } from '#shared/model/cells/data.ts';
import { readable } from '../../../format/number.ts';
import { m } from '../../../i18n/paraglide/messages.js';

type Warning = DataOutput['warnings'][number];

const texts = {
  ragged_fixed: m.data_warn_ragged_fixed,
  bad_value_missing: m.data_warn_bad_value_missing,
  duplicate_header: m.data_warn_duplicate_header,
  empty_header: m.data_warn_empty_header,
  mixed_encoding: m.data_warn_mixed_encoding,
  large_integer: m.data_warn_large_integer,
  ambiguous_date: m.data_warn_ambiguous_date,
  date_order_clash: m.data_warn_date_order_clash,
  zone_name: m.data_warn_zone_name,
  infinite: m.data_warn_infinite,
  number_format: m.data_warn_number_format,
  number_ambiguous: m.data_warn_number_ambiguous,
  number_codes: m.data_warn_number_codes,
  mark_missing: m.data_warn_mark_missing,
  mark_kept: m.data_warn_mark_kept,
  integer_limit: m.data_warn_integer_limit,
  cell_cut: m.data_warn_cell_cut,
  guard_removed: m.data_warn_guard_removed,
  guard_kept: m.data_warn_guard_kept,
  duration_seconds: m.data_warn_duration_seconds,
  bytes_as_hex: m.data_warn_bytes_as_hex,
  invalid_text: m.data_warn_invalid_text,
  lines_skipped: m.data_warn_lines_skipped,
  comment_lines: m.data_warn_comment_lines,
  comment_tails: m.data_warn_comment_tails,
  stray_quote: m.data_warn_stray_quote,
  encoding_guessed: m.data_warn_encoding_guessed,
  error_cell: m.data_warn_error_cell,
  formula_without_value: m.data_warn_formula_without_value,
  merged_cells: m.data_warn_merged_cells,
  date_out_of_range: m.data_warn_date_out_of_range,
  number_as_text: m.data_warn_number_as_text,
  first_row_kept: m.data_warn_first_row_kept,
  truth_spellings: m.data_warn_truth_spellings,
};

/** An import warning as a sentence that names where it was seen first. */
export function warningText({ kind, line, column, count, found = '' }: Warning): string {
  return texts[kind]({ n: count, count: readable(count), found, where: place(line, column) });
}

function place(line: number | null, column: string | null): string {
  if (line !== null && column !== null) {
    return m.data_warn_at_both({ line: String(line), column });
  }
  if (line !== null) return m.data_warn_at_line({ line: String(line) });
  return column === null ? '' : m.data_warn_at_column({ column });
}
