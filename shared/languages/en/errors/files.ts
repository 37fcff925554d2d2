import type { ErrorText } from '../../../errors/codes.ts';

/** What goes wrong with files that are read. */
export const filesErrors = {
  file_missing: { sentence: 'The file {file} is not there.', next: 'Choose the file again.' },
  file_not_regular: {
    sentence: '{file} is not a regular file but a folder, a pipe or a device.',
    next: 'Choose a file; nothing was read from it.',
  },
  file_stalled: {
    sentence: 'The file {file} does not answer within {seconds} seconds.',
    next: 'Check the disk or network drive it lies on, then run the cell again.',
  },
  file_too_large: {
    sentence: 'The file {file} is larger than {megabytes} MB, more than such a file can hold.',
    next: 'Check that it is the right file.',
  },
  file_not_offered: {
    sentence: 'The file {file} was not chosen in a dialog, dropped or named by a trusted notebook.',
    next: 'Choose it with “Choose a file”.',
  },
  file_exists: {
    sentence: 'The file {file} exists already.',
    next: 'Choose another name; nothing was overwritten.',
  },
  file_unreadable: {
    sentence: 'The file {file} cannot be read: {detail}',
    next: 'Check that it is the right file and not open elsewhere.',
  },
  file_empty: {
    sentence: 'The file {file} is empty.',
    next: 'Choose a file with at least a header and one row.',
  },
  file_header_only: {
    sentence: 'The file {file} has a header but no rows.',
    next: 'Choose a file with at least one row, or switch the header off if the first line is data.',
  },
  file_encoding: {
    sentence: 'Line {line} is not valid {encoding} text.',
    next: 'Choose another encoding in the import dialog.',
  },
  file_encoding_unclear: {
    sentence: 'Line {line} is no UTF-8, and what else it is cannot be told: it could be {found}.',
    next: 'Choose the encoding in the import dialog; the preview shows which one reads right.',
  },
  file_expands: {
    sentence: 'The compressed file {file} unpacks to more than {ratio} times its size.',
    next: 'No table does that: it is damaged or made to fill the disk. Unpack it yourself if you trust it.',
  },
  file_ragged: {
    sentence: 'Line {line} has {found} fields where the header has {expected}.',
    next: 'Look at delimiter, quote and lines to skip in the import dialog; or let the table be widened and gaps filled there.',
  },
  file_quote: {
    sentence: 'A quote opened on line {line} is never closed.',
    next: 'Repair the line, or choose another quote character.',
  },
  file_nul: {
    sentence: 'Line {line} holds a NUL character.',
    next: 'This is often a wrong encoding (UTF-16) or a damaged file. Choose another encoding.',
  },
  file_value: {
    sentence: 'Line {line}, column {column}: “{value}” is not {type}.',
    next: 'Choose another type for the column, or mark the value as missing.',
  },
  file_parquet: {
    sentence:
      'The Parquet file {file} is damaged: what its index says contradicts itself or the file.',
    next: 'Write it again from its source, or export it as CSV.',
  },
  parquet_column_damaged: {
    sentence:
      'The Parquet file {file} is damaged: column “{column}” cannot be read from row {row} on.',
    next: 'Write it again from its source, or without this column.',
  },
  parquet_cut_short: {
    sentence: '{file} does not end as a Parquet file does: it was cut short, or is something else.',
    next: 'Copy or download it again and compare its size.',
  },
  parquet_elsewhere: {
    sentence: 'Column “{column}” of {file} is kept in another file, {other}.',
    next: 'Write everything into one Parquet file.',
  },
  parquet_encrypted: {
    sentence: 'The Parquet file {file} is encrypted.',
    next: 'Write it again without encryption where its key is known.',
  },
  parquet_row_too_long: {
    sentence: 'A row of {file} holds lists of more than {most} entries in column “{column}”.',
    next: 'Unnest the lists into rows, or leave this column out when the file is written.',
  },
  parquet_too_large: {
    sentence:
      'Column “{column}” of {file} would unpack to {bytes} bytes at once, so it was not unpacked.',
    next: 'If the file is to be trusted, write it again with smaller row groups and pages.',
  },
  parquet_too_many_rows: {
    sentence:
      '{file} announces {rows} rows, far more than a file of its size holds, so it was not read.',
    next: 'If the file is to be trusted, export it as CSV or in several smaller files.',
  },
  parquet_unsupported: {
    sentence: 'The Parquet file {file} uses a form that cannot be read here: {feature}.',
    next: 'Write it again with Snappy, Zstandard or Gzip and the usual encodings, or as CSV.',
  },
  file_excel: {
    sentence: 'The Excel workbook {file} is damaged.',
    next: 'Open it in a spreadsheet program and save it again as .xlsx.',
  },
  file_not_workbook: {
    sentence: '{file} is no Excel workbook in the .xlsx format but a file of the kind {found}.',
    next: 'Open it in a spreadsheet program and save it as .xlsx or CSV; take a table out of a ZIP archive first.',
  },
  excel_sheet_missing: {
    sentence: '{file} has no sheet “{sheet}”; it has {sheets}.',
    next: 'Choose a sheet in the import dialog.',
  },
  excel_no_rows: {
    sentence: 'There is nothing in the sheet “{sheet}” of {file}.',
    next: 'Choose another sheet in the import dialog, or another file.',
  },
  excel_too_many_rows: {
    sentence: 'The table has {rows} rows; a sheet holds {most}.',
    next: 'Save it as Parquet or CSV, or filter it first.',
  },
  excel_too_many_columns: {
    sentence: 'The table has {columns} columns; a sheet holds {most}.',
    next: 'Save it as Parquet or CSV, or leave columns out first.',
  },
  excel_text_too_long: {
    sentence: 'A text in column “{column}” has {length} characters; a cell holds {most}.',
    next: 'Save the table as Parquet or CSV, or leave this column out.',
  },
  file_json: {
    sentence: 'Line {line} is not a JSON object: {detail}',
    next: 'The file must hold one JSON object per line, or one list of objects.',
  },
  file_too_many_columns: {
    sentence: 'The file has {found} columns; the most is {limit}.',
    next: 'Leave columns out in the import dialog.',
  },
  file_line_too_long: {
    sentence: 'Line {line} is longer than 64 MB.',
    next: 'Choose another delimiter or quote in the import dialog, or check that it is a table.',
  },
  file_upload: {
    sentence: 'The file {file} did not arrive complete ({received} of {bytes} bytes).',
    next: 'Add the file again.',
  },
  upload_removed: {
    sentence: 'The file was removed after its masked import, so that its raw values stand nowhere.',
    next: 'Choose the file again where it is to be imported anew; the result made from it stays.',
  },
} satisfies Record<string, ErrorText>;
