import type { DenseRows } from '#shared/engine/recommend.ts';
import type { InteractionsSettings } from '#shared/model/cells/interactions.ts';
import type { CellValue } from '#shared/model/table.ts';
import type { IdIndex } from '../keys/id-index.ts';
import { keyIndex } from '../keys/key-index.ts';
import type { PrepareInputs } from '../prepare-inputs.ts';
import { segmentsOf } from './segments.ts';
import {
  encodeSide,
  readSideTable,
  shownValues,
  type FeatureRule,
  type SideContext,
} from './side-data.ts';

/** What is known of users, lined up with their numbers. */
export type UserSide = {
  attributes: { name: string; values: CellValue[] }[];
  features: DenseRows | null;
  featureNames: string[];
  encoding: FeatureRule[];
  segments: Int32Array | null;
  segmentNames: string[];
};

/** Reads the users table; where there is none, the named columns are looked for in the events. Throws column_missing. */
export async function userSide(
  inputs: PrepareInputs,
  settings: InteractionsSettings,
  { tables, ids, pace }: SideContext & { ids: IdIndex },
): Promise<UserSide> {
  const { key, segment, attributes, keys } = settings.users;
  const named = [segment, ...(attributes ?? [])].filter((name) => name !== null);
  const table = inputs.users ?? (named.length > 0 ? inputs.events : null);
  const column = (inputs.users ? key : null) ?? settings.user ?? '';
  const found = { tables, pace, ids: inputs.users ? keyIndex(ids, keys) : ids };
  const side = table && (await readSideTable(table, column, inputs.users ? null : named, found));
  const encoded = encodeSide(side, inputs.users ? attributes : named, [column]);
  const shown = (side?.columns ?? []).map((own, at) => ({
    name: own.name,
    values: shownValues(own, side!.values[at]!),
  }));
  const grouped = segment === null ? undefined : shown.find(({ name }) => name === segment);
  const segments = grouped ? segmentsOf(grouped.values) : null;
  return {
    attributes: shown.filter(({ name }) => name !== column),
    features: encoded.features,
    featureNames: encoded.names,
    encoding: encoded.rules,
    segments: segments?.numbers ?? null,
    segmentNames: segments?.names ?? [],
  };
}
