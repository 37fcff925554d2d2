import type { MembershipCheck } from '#shared/model/results/membership.ts';
import type { LabelKind } from '#shared/model/prep.ts';
import { createRandom, shuffle } from '#shared/random/index.ts';
import { lossesOf, predictPart, type Predictor } from '../evaluate/index.ts';
import type { Stored } from '../features/index.ts';
import { createPacer } from '../lib/index.ts';
import { drawnPart, type DrawnPart } from './drawn-part.ts';
import type { Explained } from './explained.ts';
import { membershipScores } from './membership-scores.ts';

const mostRows = 10_000;
const resamples = 500;
const seed = 0;

/**
 * Whether rows a network was trained on can be told from equals that were held out: at most 10,000 of each, as many of
 * each class on both sides, so that no class gives a side away. Null where the parts have no class in common.
 * @throws split_empty where a part has no rows
 */
export async function membershipCheck(
  workspace: Stored,
  predictor: Predictor,
  { network, features }: Explained,
  part: MembershipCheck['part'],
): Promise<MembershipCheck | null> {
  const pace = createPacer();
  const draw = { most: mostRows, seed };
  const trained = await drawnPart(workspace, features, 'train', draw, pace);
  const others = await drawnPart(workspace, features, part, draw, pace);
  const { kind } = features.prep.label;
  const chosen = equals(kind, trained.actual, others.actual);
  if (chosen.trained.length === 0) return null;
  const losses = async (drawn: DrawnPart, rows: Int32Array): Promise<Float64Array> => {
    const all = { x: [drawn.x], actual: drawn.actual };
    const { signal } = new AbortController();
    const scores = await predictPart(predictor, network, features, all, signal);
    const every = lossesOf(kind, drawn.actual, scores);
    return Float64Array.from(rows, (row) => every[row]!);
  };
  const [ofTrained, ofOthers] = [
    await losses(trained, chosen.trained),
    await losses(others, chosen.others),
  ];
  const mean = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    ...{ part, rows: chosen.trained.length },
    ...(await membershipScores(ofTrained, ofOthers, { resamples, seed, pace })),
    losses: { trained: mean(ofTrained), others: mean(ofOthers) },
  };
}

/** Rows drawn from both sides, as many of each class; for numbers as many in all. */
function equals(
  kind: LabelKind,
  trained: Float64Array,
  others: Float64Array,
): { trained: Int32Array; others: Int32Array } {
  const classOf = (value: number): number => (kind === 'number' ? 0 : value);
  const random = createRandom(seed);
  const byClass = (actual: Float64Array): Map<number, number[]> =>
    Map.groupBy(shuffle(Int32Array.from(actual.keys()), random), (row) => classOf(actual[row]!));
  const [ofTrained, ofOthers] = [byClass(trained), byClass(others)];
  const rows: { trained: number[]; others: number[] } = { trained: [], others: [] };
  for (const [own, mine] of ofTrained) {
    const theirs = ofOthers.get(own) ?? [];
    const count = Math.min(mine.length, theirs.length);
    for (const row of mine.slice(0, count)) rows.trained.push(row);
    for (const row of theirs.slice(0, count)) rows.others.push(row);
  }
  return { trained: Int32Array.from(rows.trained), others: Int32Array.from(rows.others) };
}
