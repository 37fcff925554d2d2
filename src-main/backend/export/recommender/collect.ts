import type { Address, NotebookId } from '#shared/model/ids.ts';
import type { DenseRows, UserInput } from '#shared/engine/recommend.ts';
import { PortraitError } from '#shared/errors/index.ts';
import {
  servedTypes,
  type ExportedRecommender,
  type GoldenList,
} from '#shared/export/recommender/exported-recommender.ts';
import { exportedRecommenderVersion } from '#shared/export/versions.ts';
import { descriptorOf, type Algorithm } from '#shared/recommenders/index.ts';
import { orderedHistories } from '#shared/recommenders/ordered-histories.ts';
import { isSequence } from '#shared/recommenders/sequence-shapes.ts';
import { interactions } from '#shared/model/cells/interactions.ts';
import { recommend } from '#shared/model/cells/recommend.ts';
import {
  decodeState,
  modelRef,
  type ModelRef,
  type Prepared,
  type Recommending,
} from '../../recommend/index.ts';
import type { Workspace } from '../../storage/index.ts';
import { dataOrigins } from '../bundle/data-origins.ts';
import { floats, servingTensors } from './tensors.ts';
import { goldenUsers } from './golden-users.ts';

export type RecommenderRequest = {
  notebook: NotebookId;
  recommend: { name: string; address: Address };
  appVersion: string;
};

export type CollectedRecommender = {
  name: string;
  ref: ModelRef;
  prepared: Prepared;
  vectors: { users: DenseRows | null; items: DenseRows | null };
  /** Where it serves new histories by itself, what that takes; else why it does not. */
  served: Omit<ExportedRecommender, 'golden'> | PortraitError;
  source: ExportedRecommender['source'];
  /** What the engine keeps of it. */
  state(): ReturnType<typeof decodeState>;
};

/** Numbers beyond which the text of a model would be longer than a string can be. */
const mostNumbers = 90_000_000;

/** Brings together what a recommender learnt. Throws `not_found` where results are gone, and `engine_*`. */
export async function collectRecommender(
  { workspace, recommending }: { workspace: Workspace; recommending: Recommending },
  request: RecommenderRequest,
): Promise<CollectedRecommender> {
  const { results, blobs } = workspace;
  const { name, address } = request.recommend;
  const { output, ingredients } = results.get(address);
  const fitted = recommend.output.parse(output);
  const ref = modelRef(address, (at) => results.get(at).output);
  const prepared = recommending.prepared(ref.data);
  const vectors = await recommending.ask([ref], (client) =>
    client.request('recommend.vectors', { model: ref.id }),
  );
  const log = ingredients.inputs['interactions']?.[0];
  const source: ExportedRecommender['source'] = {
    notebook: request.notebook,
    recommend: name,
    interactions: log?.name ?? '',
    address,
    data: log === undefined ? [] : dataOrigins(results, log),
    pairs: prepared.learn.interactions.index.length,
    split: interactions.output.parse(results.get(fitted.interactions).output).split,
    versions: { portrait: request.appVersion },
  };
  const state = () => stateOf(blobs, ref);
  const collected = { name, ref, prepared, vectors, source, state };
  return { ...collected, served: servedOf(collected) };
}

function stateOf(blobs: Workspace['blobs'], { state }: ModelRef) {
  return state === null ? [] : decodeState(blobs.get(state));
}

function servedOf({
  name,
  ref,
  prepared,
  vectors,
  source,
  state,
}: Omit<CollectedRecommender, 'served'>): CollectedRecommender['served'] {
  const { algorithm } = ref;
  if (algorithm.type === 'hybrid' || !isServed(algorithm)) {
    return new PortraitError('export_needs_log', { algorithm: algorithm.type });
  }
  const { learn, itemIds, titles, value } = prepared;
  const { items, users, interactions: log } = learn;
  if (algorithm.type === 'ease' && items ** 2 > mostNumbers) {
    const most = Math.floor(Math.sqrt(mostNumbers));
    return new PortraitError('export_items', { items, most });
  }
  const popularity = new Float32Array(items);
  for (const item of log.index) popularity[item]! += 1;
  return {
    format: 'portrait-recommender',
    version: exportedRecommenderVersion,
    name,
    algorithm,
    silentAtZero: descriptorOf(algorithm.type).silentAtZero === true,
    items: { ids: itemIds, titles: titles.some((title) => title !== '') ? titles : null },
    users,
    popularity: floats([items], popularity),
    usualWeights: value === 'binary' ? null : floats([items], usualWeights(prepared, popularity)),
    meanLength: log.value.reduce((sum, weight) => sum + weight, 0) / Math.max(1, users) || 1,
    tensors: servingTensors(algorithm, state(), vectors.items, items),
    source,
  };
}

function isServed(algorithm: Algorithm): boolean {
  return servedTypes.some((type) => type === algorithm.type);
}

/** Mean weight of each item's pairs; of all pairs where nobody has it. */
function usualWeights({ learn }: Prepared, popularity: Float32Array): Float32Array {
  const { index, value } = learn.interactions;
  const sums = new Float64Array(learn.items);
  let all = 0;
  for (let at = 0; at < index.length; at++) {
    sums[index[at]!]! += value[at]!;
    all += value[at]!;
  }
  const usual = all / Math.max(1, index.length);
  return Float32Array.from(sums, (sum, item) =>
    popularity[item]! > 0 ? sum / popularity[item]! : usual,
  );
}

/** A person of whom only a history is known. */
export function byHistory(items: Int32Array, weights: Float32Array): UserInput {
  return { user: null, items, weights, features: null, segment: null, friends: null };
}

/** Histories of the log, evenly taken, and some made to hit a case. In their order where the recommender goes by it. */
export function goldenHistories(
  { learn, itemIds }: Prepared,
  algorithm: { type: string },
): (Pick<GoldenList, 'why' | 'history'> & { input: UserInput })[] {
  const { pointer, index, value } = learn.interactions;
  const isOrdered = isSequence(algorithm);
  const ordered = orderedHistories(learn);
  const made = (why: string, items: Int32Array, weights: Float32Array) => ({
    why,
    history: Array.from(items, (item, at) => ({
      item: itemIds[item] ?? '',
      weight: weights[at] ?? 1,
    })),
    input: byHistory(items, weights),
  });
  const users = goldenUsers(learn.users)
    .filter((user) => pointer[user]! < pointer[user + 1]!)
    .map((user) => {
      const [from, to] = [pointer[user]!, pointer[user + 1]!];
      return isOrdered
        ? made('of the log', ordered(user).slice(), new Float32Array(to - from).fill(1))
        : made('of the log', index.slice(from, to), value.slice(from, to));
    });
  const first = users[0]?.input;
  if (first === undefined) return [];
  return [
    ...users,
    ...(isOrdered ? [made('in reverse', first.items.slice().reverse(), first.weights)] : []),
    made('one item', first.items.slice(0, 1), first.weights.slice(0, 1)),
    made('nothing', new Int32Array(0), new Float32Array(0)),
  ];
}
