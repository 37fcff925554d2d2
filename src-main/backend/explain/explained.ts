import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { CellValue } from '#shared/model/table.ts';
import { createEncoder } from '#shared/encoding/index.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { inLabelUnit, type Network, type Predictor } from '../evaluate/index.ts';
import type { Stored } from '../features/index.ts';

/** A network with the preparation it was trained on: what is explained. */
export type Explained = { network: Network; features: FeaturesOutput };

/** Outputs for raw rows as the engine gives them, [rows, units]; numbers in the label's unit. */
export type Score = (rows: readonly CellValue[][]) => Promise<Float64Array>;

export function scorer(
  predictor: Predictor,
  { network: { spec, weights }, features }: Explained,
  signal?: AbortSignal,
): Score {
  const encoder = createEncoder(features.prep);
  return async (rows) => {
    const output = await predictor.predict(spec, weights, encoder.features(rows), signal);
    return inLabelUnit(features.prep.label, output);
  };
}

/** The columns features come from, each with the places of its features, in the order of the table. */
export function featureGroups({ prep }: FeaturesOutput): { column: string; features: number[] }[] {
  const groups = new Map<number, number[]>();
  prep.origins.forEach((origin, feature) => {
    groups.set(origin, [...(groups.get(origin) ?? []), feature]);
  });
  return [...groups]
    .sort(([a], [b]) => a - b)
    .map(([origin, features]) => ({ column: prep.columns[origin]?.name ?? '', features }));
}

/** The output that is the score of a class, or of the positive one where none is named; 0 for numbers. */
export function unitOf({ prep }: FeaturesOutput, outcome: string | null): number {
  const { kind, classes } = prep.label;
  if (kind !== 'classes') return 0;
  const unit = outcome === null ? 0 : classes.indexOf(outcome);
  if (unit < 0) throw new PortraitError('not_found', { what: outcome ?? '' });
  return unit;
}

/** A row of the table by its number from 1. @throws walk_no_row where the table has no such row */
export function rowAt({ tables }: Stored, { table }: FeaturesOutput, number: number): CellValue[] {
  const row = tables.rowReader(table.id)(number);
  if (row === undefined) throw new PortraitError('walk_no_row', { row: number, rows: table.rows });
  return row;
}
