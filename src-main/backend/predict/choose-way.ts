import { choices, PortraitError } from '#shared/errors/index.ts';
import type { ScoredModel } from '#shared/export/score.ts';
import type { PredictOutput } from '#shared/model/cells/predict.ts';
import type { Column } from '#shared/model/table.ts';
import type { BroughtColumn } from './messages.ts';

/** One way rows may come in: as Features reads them, or as they are before the cleaning. */
export type Way<M = ScoredModel> = { way: PredictOutput['way']; model: M };

/**
 * The way whose columns are all there. Where both are, the cleaning is applied, which leaves rows that it has been
 * applied to as they are; but for `cleaned` tables, and those with columns that only cleaning makes. Throws
 * predict_no_column and predict_columns_missing.
 */
export function chooseWay<M extends Pick<ScoredModel, 'inputs'>>(
  ways: readonly Way<M>[],
  columns: readonly Column[],
  cleaned: boolean,
): Way<M> & { brought: BroughtColumn[] } {
  const places = new Map(columns.map(({ name }, at) => [name, at]));
  const possible = ways.filter(({ model }) => model.inputs.every(({ name }) => places.has(name)));
  const prepared = possible.find(({ way }) => way === 'prepared');
  const raw = possible.find(({ way }) => way === 'raw');
  const known = new Set(raw?.model.inputs.map(({ name }) => name));
  const isPrepared = cleaned || prepared?.model.inputs.some(({ name }) => !known.has(name));
  const chosen = raw === undefined || (prepared !== undefined && isPrepared) ? prepared : raw;
  if (chosen === undefined) throw missing(ways, columns);
  const brought = chosen.model.inputs.map((expected): BroughtColumn => {
    const place = places.get(expected.name) ?? -1;
    return { place, found: columns[place] ?? expected, expected };
  });
  return { ...chosen, brought };
}

const mostNamed = 10;

/** Of the ways, the one that lacks least is told. */
function missing(
  ways: readonly Way<Pick<ScoredModel, 'inputs'>>[],
  columns: readonly Column[],
): PortraitError {
  const names = columns.map(({ name }) => name);
  const lacking = ways.map(({ model }) => ({
    wanted: model.inputs,
    gone: model.inputs.map(({ name }) => name).filter((name) => !names.includes(name)),
  }));
  const [least] = lacking.sort((a, b) => a.gone.length - b.gone.length);
  const { wanted = [], gone = [] } = least ?? {};
  const listed = gone.slice(0, mostNamed).map((name) => `“${name}”`);
  const list = listed.join(', ') + (gone.length > mostNamed ? ', …' : '');
  const [first = ''] = gone;
  const { there = '' } = choices(first, names);
  if (gone.length === wanted.length && gone.length > 1) {
    return new PortraitError('predict_no_column', { columns: list, there });
  }
  const renamed = gone.flatMap((name) => {
    const { nearest } = choices(name, names);
    return nearest === undefined ? [] : [{ column: name, nearest }];
  });
  return new PortraitError('predict_columns_missing', {
    ...{ columns: list, count: gone.length, there },
    ...renamed[0],
  });
}
