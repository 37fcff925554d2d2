import type { ErrorText } from '../../../errors/codes.ts';

/** What stands in the way of an export. */
export const exportErrors = {
  export_empty_text: {
    sentence:
      'In the column “{column}” the model knows the empty text as a value of its own, and this format cannot tell it from a missing value.',
    next: 'Turn on the text step of a Clean cell for the column, which makes empty texts missing, train again and export then.',
  },
  export_hash: {
    sentence:
      'The column “{column}” is hashed, and this format has no operation that hashes a value as Portrait does.',
    next: 'Choose the ES module, the server or Python, or encode the column by frequency or by the mean of the label, train again and export then.',
  },
  export_tfidf: {
    sentence:
      'The column “{column}” is read word by word, and this format has nothing that cuts a text into the same words.',
    next: 'Choose the ES module or the server, or leave the column out, train again and export then.',
  },
  export_nothing: {
    sentence: '{cell} has no trained network to export.',
    next: 'Run it first; a network that diverged or was stopped before its first epoch has none.',
  },
  export_old_result: {
    sentence:
      '{cell} was cleaned before Portrait kept what a cleaning learns, so a single row cannot be taken through it.',
    next: 'Run {cell} again, then what comes after it.',
  },
  export_target_unknown: {
    sentence: 'There is no export named {target}.',
    next: 'There are {there}.',
  },
  export_unproven: {
    sentence:
      'The exported model gave another score than the application for a row it was tried on ({detail}). Nothing was written.',
    next: 'Report this with the notebook; another kind of export may work.',
  },
  export_no_folder: {
    sentence: '{folder} is no folder, and none can be made there.',
    next: 'Name a folder you may write to, or one that is not there yet.',
  },
  export_folder_taken: {
    sentence: '{folder} is there already and holds something else.',
    next: 'Choose an empty or a new folder.',
  },
  model_unread: {
    sentence: '{file} is no exported model, or only a part of one: {detail}',
    next: 'Export the model again, or copy the whole file.',
  },
  model_newer: {
    sentence: '{file} was exported by a newer Portrait (format {found}, this one knows {known}).',
    next: 'Use the newer Portrait, or export the model with this one.',
  },
  model_altered: {
    sentence: '{file} is not as it was exported: its content does not fit its digest.',
    next: 'Export the model again. Someone or something changed the file.',
  },
  score_file_kind: {
    sentence: '{file} is neither a CSV nor a Parquet file by its name.',
    next: 'Give it a name that ends in .csv or .parquet.',
  },
  score_columns: {
    sentence: '{file} lacks columns the model reads: {missing}.[ Nearest there: {near}.]',
    next: 'Bring these columns under these names; their order does not matter.',
  },
  score_value: {
    sentence: 'Row {row}, column “{column}”: {value} is not {expected}.',
    next: 'Correct the value, or leave it empty where the value is missing.',
  },
  score_absent: {
    sentence:
      'Row {row}: the column “{column}” is not there, and the model always had a value in it.',
    next: 'Send it, as null where the value is missing.',
  },
  score_unknown: {
    sentence: 'Row {row}: the model knows no column “{column}”.',
    next: 'Leave it out, or send it under the name the model knows; GET /v1/model lists them.',
  },
  score_row: {
    sentence: 'Row {row}: {detail}',
    next: 'Correct the row and try again.',
  },
  request_json: {
    sentence: 'The request is no JSON of the form described: {detail}',
    next: 'Send {"rows": [{"column": value}]}; see /openapi.json.',
  },
  request_rows: {
    sentence: 'The request has {rows} rows; at most {most} are taken at once.',
    next: 'Send fewer rows at a time, or score a file on the command line.',
  },
  request_too_large: {
    sentence: 'The request is larger than {most} bytes.',
    next: 'Send fewer rows at a time, or score a file on the command line.',
  },
  request_empty: {
    sentence: 'The request has no rows.',
    next: 'Send at least one row.',
  },
  request_token: {
    sentence: 'The token is missing or wrong.',
    next: 'Send the header Authorization: Bearer TOKEN with the token the server was started with.',
  },
  request_unknown: {
    sentence: 'There is nothing at {path}.',
    next: 'See /openapi.json for what there is.',
  },
  request_method: {
    sentence: '{path} does not take {method}.',
    next: 'Use {allowed}.',
  },
  request_type: {
    sentence: 'The request is of type {found}, not JSON.',
    next: 'Send the header Content-Type: application/json.',
  },
  score_file: {
    sentence: 'The file {file} cannot be read as {kind}: {detail}',
    next: 'Correct the file, or write it again.',
  },
  request_host: {
    sentence: 'A server that others can reach needs a token.',
    next: 'Start it with --token TOKEN, or on --host 127.0.0.1.',
  },
  export_needs_log: {
    sentence:
      'A recommender of the kind {algorithm} needs the whole log to serve, not only what it learnt.',
    next: 'Export its lists, or fit EASE, iALS or item neighbours beside it.',
  },
  export_items: {
    sentence: 'The weights of {items} items do not fit into one file: at most {most} do.',
    next: 'Export its lists, or fit iALS, which keeps a short vector for each item.',
  },
  export_no_vectors: {
    sentence: 'A recommender of the kind {algorithm} has no vectors.',
    next: 'Choose another target, or fit iALS, BPR or two towers.',
  },
  export_spark: {
    sentence: 'Spark trains iALS, and no {algorithm}.',
    next: 'Fit iALS beside it and export that.',
  },
  export_no_graph: {
    sentence: 'Taking in a new history with {algorithm} is more than an ONNX file can do.',
    next: 'Choose the ES module or the server, or the vectors for users it learnt from.',
  },
} satisfies { [code: string]: ErrorText };
