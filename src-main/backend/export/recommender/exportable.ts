import { PortraitError } from '#shared/errors/index.ts';
import { isSequence } from '#shared/recommenders/sequence-shapes.ts';
import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import { hadOf, rowsOfUsers, type Recommending } from '../../recommend/index.ts';
import type { Workspace } from '../../storage/index.ts';
import type { Exportable } from '../exportable.ts';
import {
  recommenderCard,
  recommenderTargets,
  type RecommenderParts,
  type UserLists,
} from '../targets/recommender/index.ts';
import type { ExportAssets, ExportFile } from '../targets/index.ts';
import {
  collectRecommender,
  type CollectedRecommender,
  type RecommenderRequest as Request,
} from './collect.ts';
import { proveNeumf } from './neumf-proof.ts';
import { provenLists } from './proof.ts';

export type RecommenderRequest = Omit<Request, 'appVersion'> & { kind: 'recommender' };

/** Items a list has. */
const top = 20;

/** Lists of so many are made only to be written; what an entry takes in a file, more or less. */
const usersAtOnce = 5000;
const bytesEach = 12;

/** A fitted recommender with every target it may go to. Throws as `collectRecommender`. */
export async function exportableRecommender(
  request: RecommenderRequest,
  deps: {
    workspace: Workspace;
    recommending: Recommending;
    appVersion: string;
    assets: ExportAssets;
  },
): Promise<Exportable> {
  const { recommending, appVersion, assets } = deps;
  const collected = await collectRecommender(deps, { ...request, appVersion });
  let model: Promise<ExportedRecommender> | null = null;
  let lists: Promise<UserLists> | null = null;
  const parts: RecommenderParts = {
    ...collected,
    model: () => (model ??= provenModel(collected, recommending)),
    lists: () => (lists ??= listsOf(collected, recommending)),
  };
  const { users, items } = collected.prepared.learn;
  return {
    about: {
      ...{ name: collected.name, kind: 'recommender', inputs: [], ignored: [], passed: [] },
      ...{ boundary: null, threshold: null, evaluation: null, golden: 0 },
      items: { items, users, ordered: isSequence(collected.ref.algorithm) },
    },
    targets: recommenderTargets.map(({ id, people, usage, write }) => ({
      ...{ id, without: [], people: people(collected) },
      usage: () => usage(collected),
      ...(id === 'lists' && users > usersAtOnce
        ? {
            size: () => ({ files: ['lists.parquet', 'README.md'], bytes: users * top * bytesEach }),
          }
        : {}),
      async files() {
        const files: ExportFile[] = [];
        for await (const file of write(parts, assets)) files.push(file);
        return [...files, recommenderCard(collected)];
      },
    })),
    async prove(target) {
      const compares = target !== 'vectors' && target !== 'lists';
      const { algorithm } = collected.ref;
      if (target === 'onnx' && algorithm.type === 'neumf') return proveNeumf(parts, algorithm);
      if (!compares || collected.served instanceof PortraitError) return 0;
      return (await parts.model()).golden.length;
    },
  };
}

async function provenModel(
  collected: CollectedRecommender,
  recommending: Recommending,
): Promise<ExportedRecommender> {
  const { served } = collected;
  if (served instanceof PortraitError) throw served;
  return { ...served, golden: await provenLists(served, collected, recommending) };
}

/** As Recommend to all makes them of what was learnt: without what users had. */
async function listsOf(
  { ref, prepared }: CollectedRecommender,
  recommending: Recommending,
): Promise<UserLists> {
  const users = Int32Array.from({ length: prepared.learn.users }, (_, user) => user);
  const nothing = {
    pointer: new Int32Array(users.length + 1),
    index: new Int32Array(0),
    value: new Float32Array(0),
  };
  const ranked = await recommending.ask([ref], (client) =>
    client.request('recommend.rank', {
      ...{ model: ref.id, users, relevant: nothing, top, seen: true, candidates: null },
      ...{ exclude: new Int32Array(0), tieSeed: null },
      had: rowsOfUsers(users, (user) => hadOf(prepared, user)),
    }),
  );
  return { top, items: ranked.top, scores: ranked.topScores };
}
