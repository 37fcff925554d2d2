import { freeNames, predictionColumns } from '#shared/export/prediction-columns.ts';
import { createScorer, type PreparedRow, type Score } from '#shared/export/score.ts';
import type { PredictOutput } from '#shared/model/cells/predict.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { openDatabaseFile } from '../storage/index.ts';
import { calibrate } from './calibration.ts';
import { createDrift } from './drift.ts';
import { createEmptyTexts } from './empty-texts.ts';
import { createIntervals } from './intervals.ts';
import { createLabelled } from './labelled.ts';
import type { PredictMessage, PredictTask } from './messages.ts';
import { createReasons } from './reasons.ts';
import { storedRows } from './stored-rows.ts';
import { learnTrainingPart } from './training-part.ts';
import { createValueReader } from './value-reader.ts';

/** Columns of their own, and what stands in them of a row. */
type Extra = { columns: Column[]; values(row: PreparedRow, score: Score): CellValue[] };

/**
 * Scores every row of a table, a batch at a time. `ready` is awaited after each batch. Throws column_type and
 * predict_value.
 */
export async function scoreRows(
  task: PredictTask,
  post: (message: PredictMessage) => void,
  ready: () => Promise<void>,
): Promise<void> {
  const { model, table, brought, kept, settings } = task;
  const { prep } = model;
  const db = openDatabaseFile(task.file, { readonly: true });
  const scorer = createScorer(model);
  const readers = brought.map((column) => createValueReader(column, settings.badValues));
  const drift = createDrift(prep);
  const learnt =
    task.training &&
    learnTrainingPart(db, task.training, {
      ...{ scorer, prep, drift },
      calibrates: settings.coverage !== null,
      means: settings.reasons > 0,
      progress: (done) => post({ type: 'learning', done, total: task.training?.table.rows ?? 0 }),
    });
  const interval =
    learnt && settings.coverage !== null ? calibrate(prep.label, settings.coverage, learnt) : null;

  const named = freeNames(kept.map((at) => table.columns[at]?.name ?? ''));
  const prediction = predictionColumns(prep.label, named);
  const intervals = interval && createIntervals(prep.label, interval.quantile, named);
  const reasons =
    learnt && settings.reasons > 0
      ? createReasons(model, learnt.meanFeatures, settings.reasons, named)
      : null;
  const marks = marksOf(
    model.plan.some(({ type }) => type === 'keep'),
    named,
  );
  const extras: Extra[] = [
    { columns: prediction.columns, values: (_, score) => prediction.values(score) },
    ...(intervals
      ? [{ ...intervals, values: (_: PreparedRow, s: Score) => intervals.values(s) }]
      : []),
    ...(reasons ? [reasons] : []),
    marks,
  ];
  const keptColumns = kept.flatMap((at) => table.columns[at] ?? []);
  post({ type: 'columns', columns: [...keptColumns, ...extras.flatMap(({ columns }) => columns)] });

  const labelled = createLabelled(prep, interval?.quantile ?? null);
  const emptyTexts = createEmptyTexts(prep);
  const counts = prep.label.classes.map(() => 0);
  let sum = 0;
  const began = performance.now();
  for (const { first, rows } of storedRows(db, table, [...table.columns.keys()])) {
    const made = rows.map((row, offset): CellValue[] => {
      const number = first + offset;
      const values = readers.map((reader, at) =>
        reader.read(row[brought[at]?.place ?? -1] ?? null, number),
      );
      const prepared = scorer.prepare(values);
      const score = scorer.scorePrepared(prepared);
      drift.add(prepared.values);
      emptyTexts.add(prepared.values, number);
      labelled.add(task.label === null ? null : (row[task.label] ?? null), score);
      if (score.class === null) sum += score.scores[0] ?? NaN;
      else counts[score.class]! += 1;
      const own = kept.map((at) => row[at] ?? null);
      return [...own, ...extras.flatMap((extra) => extra.values(prepared, score))];
    });
    post({ type: 'rows', rows: made });
    await ready();
  }
  db.close();
  const seconds = (performance.now() - began) / 1000;
  post({
    type: 'done',
    scored: {
      counts,
      mean: prep.label.kind === 'number' && table.rows > 0 ? sum / table.rows : null,
      labelled: labelled.told(),
      interval: interval && { ...interval, sizes: intervals?.sizes ?? [] },
      noInterval: whyNone(settings.coverage, learnt !== null, interval),
      reasonsGap: reasons?.gap() ?? null,
      unseenRows: marks.unseenRows(),
      outsideRows: marks.outsideRows(),
      drift: learnt && drift.columns(),
      driftRows: learnt?.rows ?? { used: 0, all: 0 },
      told: [...readers.flatMap((reader) => reader.told()), ...emptyTexts.told()],
      rowsPerSecond: seconds > 0 ? table.rows / seconds : 0,
    },
  });
}

function whyNone(
  coverage: number | null,
  hasData: boolean,
  interval: PredictOutput['interval'],
): PredictOutput['noInterval'] {
  if (interval !== null) return null;
  if (coverage === null) return 'not_asked';
  return hasData ? 'too_few' : 'no_data';
}

/** `unseen`: columns with a value the preparation has no place for; `outside`: the one cleaning would have left the row out for. */
function marksOf(
  leavesOut: boolean,
  named: (name: string) => string,
): Extra & { unseenRows(): number; outsideRows(): number } {
  const columns: Column[] = [{ name: named('unseen'), type: 'text' }];
  if (leavesOut) columns.push({ name: named('outside'), type: 'text' });
  let [unseenRows, outsideRows] = [0, 0];
  return {
    columns,
    values(_, { unseen, unread, outside }) {
      const doubtful = [...new Set([...unseen, ...unread])];
      if (doubtful.length > 0) unseenRows += 1;
      if (outside !== null) outsideRows += 1;
      const text = doubtful.length > 0 ? doubtful.join('|') : null;
      return leavesOut ? [text, outside] : [text];
    },
    unseenRows: () => unseenRows,
    outsideRows: () => outsideRows,
  };
}
