import { anonymity } from './anonymity.ts';
import { batch } from './batch.ts';
import { campaign } from './campaign.ts';
import { chart } from './chart.ts';
import { clean } from './clean.ts';
import { compare } from './compare.ts';
import { data } from './data.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';
import { features } from './features.ts';
import { intent } from './intent.ts';
import { interactions } from './interactions.ts';
import { link } from './link.ts';
import { model } from './model.ts';
import { note } from './note.ts';
import { predict } from './predict.ts';
import { privateStatistics } from './private-statistics.ts';
import { profile } from './profile.ts';
import { recommend } from './recommend.ts';
import { search } from './search.ts';
import { sql } from './sql.ts';
import { train } from './train.ts';
import { tuneNet } from './tune-net.ts';
import { tune } from './tune.ts';
import { updates } from './updates.ts';
import { user } from './user.ts';
import { walkthrough } from './walkthrough.ts';
import type { CellKindDefinition } from './value-type.ts';

/** Every kind of cell, in the order the “add cell” menu shows them. */
export const cellKinds: readonly CellKindDefinition[] = [
  note,
  data,
  sql,
  chart,
  clean,
  link,
  anonymity,
  privateStatistics,
  features,
  model,
  train,
  tuneNet,
  evaluate,
  walkthrough,
  explain,
  predict,
  interactions,
  recommend,
  tune,
  compare,
  user,
  search,
  intent,
  profile,
  campaign,
  updates,
  batch,
];

/** The definition of a kind, or undefined for one this version does not know. */
export function cellKind(kind: string): CellKindDefinition | undefined {
  return cellKinds.find((definition) => definition.kind === kind);
}
