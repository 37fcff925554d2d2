import type { ErrorCode, ErrorText } from '../../../errors/codes.ts';
import { anonymityErrors } from './anonymity.ts';
import { chartErrors } from './chart.ts';
import { encryptionErrors } from './encryption.ts';
import { sumErrors } from './sum.ts';
import { engineErrors } from './engine.ts';
import { filesErrors } from './files.ts';
import { exportErrors } from './export.ts';
import { intentErrors } from './intent.ts';
import { linkErrors } from './link.ts';
import { augmentErrors } from './augment.ts';
import { treesErrors } from './trees.ts';
import { privacyErrors } from './privacy.ts';
import { campaignErrors } from './campaign.ts';
import { predictErrors } from './predict.ts';
import { workspaceErrors } from './workspace.ts';

export const errors: Record<ErrorCode, ErrorText> = {
  internal: {
    sentence: 'Something went wrong inside Portrait: {detail}',
    next: 'Nothing that was saved is lost. Try again; if it returns, report it with the log.',
  },
  bad_request: {
    sentence: 'This request does not fit what was expected: {detail}',
    next: 'Reload the window and try again.',
  },
  not_found: {
    sentence: '{what} does not exist any more.',
    next: 'It may have been deleted. Reload the window.',
  },
  connection_lost: {
    sentence: 'The connection to Portrait was lost.',
    next: 'It comes back by itself. If it does not, check that Portrait is still running.',
  },
  cancelled: { sentence: 'Stopped on request.', next: 'Run it again when you want to.' },
  ...workspaceErrors,
  ...encryptionErrors,
  disk_full: {
    sentence: 'The disk is full.',
    next: 'Free some space, then run it again. Nothing that was saved is lost.',
  },
  ...filesErrors,
  ...exportErrors,
  ...augmentErrors,
  ...treesErrors,
  notebook_invalid: {
    sentence: 'The notebook file is not valid at {path}: {detail}',
    next: 'Compare it with the notebook format in the docs.',
  },
  notebook_newer: {
    sentence:
      'The notebook was written by a newer Portrait (format {found}, this one knows {known}).',
    next: 'Update Portrait.',
  },
  notebook_restricted: {
    sentence:
      'This notebook came from elsewhere and is restricted: nothing in it runs or reads files.',
    next: 'Look at what it would do, then choose “Trust” above its first cell.',
  },
  notebook_paths: {
    sentence: 'The notebook reads files outside its folder: {paths}',
    next: 'Give them with --data CELL=FILE, or trust the notebook with --trust.',
  },
  export_incomplete: {
    sentence: 'The page was not written: results of {cells} are not on screen yet.',
    next: 'Wait until they are there, run what failed again, or fold these cells, and export once more.',
  },
  cell_unset: {
    sentence: 'The cell does not say yet what to make.',
    next: 'Choose its data or its label, or write its query.',
  },
  cell_input_missing: {
    sentence: 'The input “{slot}” is not connected.',
    next: 'Choose an earlier cell for it.',
  },
  cell_input_failed: {
    sentence: 'The cell “{cell}” this one depends on has no result.',
    next: 'Run that cell first.',
  },
  cell_input_cycle: {
    sentence: 'The cell would depend on itself.',
    next: 'Choose an earlier cell as its input.',
  },
  cell_settings_invalid: {
    sentence: 'The setting {path} is not valid: {detail}',
    next: 'Correct the setting.',
  },
  setting_unknown: {
    sentence: 'There is no setting “{setting}” in {place}.[ There are: {there}.]',
    next: '[Did you mean “{nearest}”? ]Correct the name, or leave the setting out.',
  },
  column_missing: {
    sentence: 'There is no column “{column}”.[ There are: {there}.]',
    next: '[Did you mean “{nearest}”? ]Choose one of the columns of the input table.',
  },
  column_type: {
    sentence: 'The column “{column}” is {found}, but {expected} is needed.',
    next: 'Choose another column, or change its type in the Clean cell.',
  },
  ...sumErrors,
  ...intentErrors,
  ...linkErrors,
  ...anonymityErrors,
  ...privacyErrors,
  ...chartErrors,
  outliers_one_value: {
    sentence:
      'Most of “{column}” has the one value {value}: by this rule every other of its values ({outside}) would be an outlier, and the column would say nothing any more.',
    next: 'Choose a column with a spread of numbers, a larger factor, or remove the step.',
  },
  join_too_many_rows: {
    sentence: 'The join would make {rows} rows; the most is {limit}.',
    next: 'Keys repeat on both sides. Remove duplicates by key, or aggregate one table, before joining.',
  },
  table_empty: {
    sentence: 'The table has no rows.',
    next: 'Check the cells before this one: a filter may have removed every row.',
  },
  sql_not_select: {
    sentence: 'Only a single SELECT may run here.',
    next: 'Write one statement that begins with SELECT or WITH.',
  },
  sql_failed: {
    sentence: 'SQLite refused the query: {detail}',
    next: 'Correct the query. Tables carry the names of their cells.',
  },
  sql_row_limit: {
    sentence: 'The query returned more than {limit} rows.',
    next: 'Add a LIMIT or raise the row limit of the cell.',
  },
  sql_time_limit: {
    sentence: 'The query ran longer than {seconds} s and was stopped.',
    next: 'Make it smaller or raise the time limit of the cell.',
  },
  sql_memory_limit: {
    sentence: 'The query needed more than {megabytes} MB of memory and was stopped.',
    next: 'Make it smaller: fewer rows before they are joined, sorted or put together into one text.',
  },
  sql_scratch_limit: {
    sentence: 'The query wrote more than {gigabytes} GB of intermediate results and was stopped.',
    next: 'Add conditions to its joins, or limit the rows before they are sorted.',
  },
  sql_size_limit: {
    sentence: 'The result of the query is larger than {millions} million characters.',
    next: 'Choose fewer columns or rows, or shorten long texts with substr.',
  },
  sql_integer_literal: {
    sentence: '{value} is larger than any integer SQLite can hold and would be rounded.',
    next: 'Compare it as text: put it between single quotes.',
  },
  label_missing: {
    sentence: 'No label column is chosen.',
    next: 'Choose the column the model should predict.',
  },
  label_one_class: {
    sentence: 'The label “{column}” has only one value ({value}) in the training part.',
    next: 'Choose another label, or data in which both outcomes occur.',
  },
  label_too_many_classes: {
    sentence: 'The label “{column}” has {found} different values; the most is {limit}.',
    next: 'If it is a number, treat it as one; otherwise group its values first.',
  },
  class_weights: {
    sentence:
      'The class weights {found} do not fit the label: it needs {count} numbers above 0, one for each class in this order: {classes}.',
    next: 'Correct the weights, or choose “none” or “balanced”.',
  },
  label_positive_unknown: {
    sentence:
      'The label “{column}” has no value “{value}” to count as positive.[ There are: {there}.]',
    next: 'Choose one of the two values of the label.',
  },
  split_empty: {
    sentence: 'The {part} part of the split has no rows.',
    next: 'Use more rows or change the sizes of the split.',
  },
  features_none: {
    sentence: 'No column is used as a feature.',
    next: 'Switch at least one column on.',
  },
  model_shape: { sentence: 'Layer {layer}: {detail}', next: 'Correct the layer.' },
  model_too_deep: {
    sentence: 'The model has {found} layers; the most is {limit}.',
    next: 'Take layers out.',
  },
  model_too_large: {
    sentence: 'With layer {layer} the model has {parameters} parameters; the most is {limit}.',
    next: 'Give that layer, or the one before it, fewer units, or use fewer features.',
  },
  model_label_mismatch: {
    sentence: 'The output {output} does not fit the label “{label}” ({kind}).',
    next: 'Let the output follow the label, or choose another loss.',
  },
  train_diverged: {
    sentence:
      'The loss became {value} at step {step}; training was stopped and the last good weights were kept.',
    next: 'Lower the learning rate, clip gradients, or scale the features.',
  },
  train_no_checkpoint: {
    sentence: 'This run has no checkpoint to go on from.',
    next: 'Train from the start.',
  },
  walk_no_row: {
    sentence: 'The table has {rows} rows; there is no row {row}.',
    next: 'Choose a row from 1 to {rows}.',
  },
  walk_no_step: {
    sentence: 'This run took {steps} steps; step {step} did not happen.',
    next: 'Choose an earlier step.',
  },
  walk_large_batch: {
    sentence: 'A batch of {rows} rows is too large to be shown number by number.',
    next: 'Look at one row of it, or train with batches of at most {most} rows.',
  },
  sheets_pdf: {
    sentence: 'The sheets could not be set as PDF.',
    next: 'Take the pages to print and print them to PDF from a browser.',
  },
  result_unread: {
    sentence: 'This result is stored in another form than this version of Portrait reads.',
    next: 'Make it again, which deletes the stored one; or open the workspace with the version that made it.',
  },
  ...engineErrors,
  ...campaignErrors,
  ...predictErrors,
  interactions_columns_unset: {
    sentence: 'The columns that name the user and the item have not been chosen yet.',
    next: 'Choose them in the cell’s form, or take the settings it proposes.',
  },
  interactions_part_unset: {
    sentence: 'The split is to be as given, and nothing says which rows are for the test.',
    next: 'Connect a table as test part, or choose the column that says which part a row is of.',
  },
  interactions_empty: {
    sentence: 'No interactions are left after {step}.',
    next: 'Loosen that filter.',
  },
  side_keys_unmatched: {
    sentence:
      'None of the {of} ids in the events is in column “{column}” of the connected table ({side}): the events have {ids}, the table has {keys}.',
    next: 'Choose the column of the table that holds these ids, or make them alike in a Clean or SQL cell. Without them the table would say nothing.',
  },
  side_keys_repairable: {
    sentence:
      'None of the {of} ids in the events is in column “{column}” of the connected table ({side}): the events have {ids}, the table has {keys}. With {event} in the events and {key} in the table taken as one, {found} of {of} would be found.',
    next: 'Use the proposed way of comparing ids in the cell, or set {setting}. Look over the example first.',
  },
  interactions_too_many: {
    sentence: '{found} interactions need about {need} of memory; {limit} is allowed.',
    next: 'Raise the minimum counts or take a shorter period.',
  },
  recommender_too_large: {
    sentence: '{algorithm} would need about {need} for {items} items; {limit} is allowed.',
    next: 'Use {instead} instead, or raise the minimum item count.',
  },
  recommender_inexact: {
    sentence:
      'With {setting} = {value} the equations of {algorithm} are too near to singular: rounding would decide the scores.',
    next: 'Raise {setting}, or bring weights that differ by many powers of ten nearer together.',
  },
  recommender_overflow: {
    sentence: '{algorithm} came to numbers beyond what the machine can hold, so it has no scores.',
    next: 'Lower the learning rate where there is one, or bring very large weights down: count each pair once, or take the logarithm.',
  },
  recommender_parts_differ: {
    sentence: 'The parts of the hybrid were fitted on different interactions.',
    next: 'Connect the parts and the hybrid to the same Interactions cell.',
  },
  recommender_data_differ: {
    sentence: 'The recommenders were fitted on different interactions.',
    next: 'Connect recommenders of one Interactions cell.',
  },
  segment_gone: {
    sentence: 'A chosen segment is not among those of {cell} any more.',
    next: 'Choose segments anew.',
  },
  segment_nobody: {
    sentence:
      'Nobody of the chosen segments is here: their ids are like {ids}, those here like {found}.',
    next: 'Choose the column with the users’ ids, or connect the profile of the same people.',
  },
  compare_one_item: {
    sentence: 'The catalogue has a single item: there is nothing to rank.',
    next: 'Lower the minimum counts of the Interactions cell, or load more events.',
  },
  compare_no_test: {
    sentence: 'Nothing is held out of any user, so there is nobody to measure with.',
    next: 'Choose a split in the Interactions cell that holds something out, or fold the learnt pairs.',
  },
  tune_no_validation: {
    sentence:
      'No validation part can be cut: none of the {pairs} learnt pairs leaves both its user and its item something to learn from.',
    next: 'Load more events, or change the share that validation takes.',
  },
  tune_unknown_setting: {
    sentence: '{algorithm} has no setting “{setting}” to search.',
    next: 'Take it out of the search space.',
  },
  tune_all_failed: {
    sentence: 'All {trials} trials failed; the first because: {detail}',
    next: 'Change the values that are tried.',
  },
  tune_metric_label: {
    sentence: 'The metric {metric} does not fit this label.',
    next: 'Choose one of: {fitting}.',
  },
  tune_folds_few: {
    sentence: '{found} rows or groups are too few for {count} folds.',
    next: 'Use fewer folds, or more rows.',
  },
  tune_folds_column: {
    sentence: 'Grouped folds and folds by time need a column to go by.',
    next: 'Choose the column, or fold at random.',
  },
  tune_no_score: {
    sentence: 'The metric is not defined on any fold: one of the classes is missing there.',
    next: 'Use fewer folds, stratified ones, or another metric.',
  },
  time_order_clash: {
    sentence:
      'No one order of day and month reads all of the column “{column}”: {examples}. None of it was used.',
    next: 'Choose its time format yourself (what does not fit is then left out and counted), or mend the values first.',
  },
  time_unit_clash: {
    sentence:
      'The column “{column}” counts time in more than one unit: {examples}. None of it was used.',
    next: 'Choose its time format yourself (what does not fit is then left out and counted), or mend the values first.',
  },
  time_zone_name: {
    sentence:
      'The column “{column}” names time zones that have no fixed distance from UTC here ({zones}): {examples}. None of it was used.',
    next: 'Write the zone as an offset such as +01:00 or as UTC, for example with a Clean step that replaces it.',
  },
  time_unread: {
    sentence:
      'The column “{column}” cannot be read as times: {read} of {present} values fit one format, {examples} do not. None of it was used.',
    next: 'Choose its time format yourself, choose another column, or mend the values first.',
  },
  time_nothing: {
    sentence: 'The column “{column}” is empty: it has no times.',
    next: 'Choose another column, or none.',
  },
  time_future: {
    sentence:
      'All times of the column “{column}” lie in the future: read as they are, they run from {first} to {last}.',
    next: 'Choose the time format of the column yourself.',
  },
  event_time_invalid: {
    sentence: '“{value}” is not a time.',
    next: 'Write it like 2024-05-31 or 2024-05-31 14:30, or leave it empty.',
  },
  profile_nothing: {
    sentence:
      'There is nothing to make profiles of: every source is switched off or is the same for everyone.',
    next: 'Give a source a weight above 0, or connect a users table.',
  },
  event_rows_gone: {
    sentence: 'The table the events were read from is no longer kept.',
    next: 'Run the cell that made it again, then the Interactions cell.',
  },
  recommender_unknown_user: {
    sentence: 'The user “{user}” is not in the training data.',
    next: 'Popular items of the user’s segment are shown instead.',
  },
  rating_not_a_number: {
    sentence: 'Row {row}: the rating is not a number.',
    next: 'Clean the rating column, or mark the value as missing.',
  },
};
