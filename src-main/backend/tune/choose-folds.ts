import { columnMissing, PortraitError } from '#shared/errors/index.ts';
import type { FoldScheme, TuneNetSettings } from '#shared/model/cells/tune-net.ts';
import { createKeyCodes, partCode, readSplitTimes } from '../features/index.ts';
import type { FoldSource } from './fold-data.ts';
import { groupedFolds, stratifiedFolds, timeFolds, type Fold } from './folds.ts';

type Folds = { scheme: FoldScheme; column: string | null; repeats: number; folds: Fold[] };

const follows = { random: 'stratified', key: 'grouped', time: 'time' } as const;

/**
 * Divides the training and validation rows of Features (`parts`, one byte a row); those of the test part stay out.
 * @throws tune_folds_few, tune_folds_column, column_missing, column_type, time_*, split_empty
 */
export async function chooseFolds(
  data: FoldSource,
  wanted: TuneNetSettings['folds'],
  parts: Uint8Array,
  seed: number,
): Promise<Folds> {
  const { split } = data.settings;
  const scheme = wanted.scheme === 'auto' ? follows[split.kind] : wanted.scheme;
  const { count } = wanted;
  const all = Int32Array.from(parts.keys());
  const learnt = all.filter((row) => parts[row] === partCode.train);
  const validation = all.filter((row) => parts[row] === partCode.validation);
  const rows = Int32Array.from([...learnt, ...validation]).sort();
  if (scheme === 'holdout') {
    if (validation.length === 0) throw new PortraitError('split_empty', { part: 'validation' });
    return { scheme, column: null, repeats: 1, folds: [{ train: learnt, validation }] };
  }
  if (scheme === 'stratified') {
    const { repeats } = wanted;
    const folds = stratifiedFolds(rows, data.scan.codes, { count, repeats, seed });
    return { scheme, column: null, repeats, folds };
  }
  const { source, pace } = data;
  const column = wanted.column ?? (follows[split.kind] === scheme ? split.column : null);
  if (column === null) throw new PortraitError('tune_folds_column');
  const { columns } = source.info;
  const index = columns.findIndex(({ name }) => name === column);
  const found = columns[index];
  if (found === undefined) throw columnMissing(column, columns);
  if (scheme === 'time') {
    const format = column === split.column ? split.timeFormat : undefined;
    const { times } = await readSplitTimes(source, index, found, format, pace);
    return { scheme, column, repeats: 1, folds: timeFolds(rows, times, count) };
  }
  const keys = createKeyCodes(source.info.rows);
  for (const { first, rows: batch } of source.scan([index])) {
    batch.forEach((row, offset) => keys.add(first + offset, row[0]));
    await pace();
  }
  const { repeats } = wanted;
  return {
    scheme,
    column,
    repeats,
    folds: groupedFolds(rows, keys.codes, { count, repeats, seed }),
  };
}
