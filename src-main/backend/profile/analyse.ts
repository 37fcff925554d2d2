import type { DenseRows } from '#shared/engine/recommend.ts';
import type {
  ProfileDimension,
  ProfileSettings,
  RfmGroup,
  Segment,
  SegmentCount,
} from '#shared/model/cells/profile.ts';
import type { Prepared } from '../recommend/index.ts';
import { attributesBlock } from './attributes.ts';
import { behaviourBlock } from './behaviour.ts';
import { cluster } from './segments/clusters.ts';
import { embeddingBlock } from './embedding.ts';
import { friendsBlock } from './friends.ts';
import { fuse, fusedVectors } from './fuse.ts';
import { gradientImportance, permutationImportance } from './importance.ts';
import { pcaMap, umapMap } from './map/map.ts';
import { describeSegments } from './segments/describe-segments.ts';
import { rfmGroups, rfmOf, segmentMoney, type Rfm } from './segments/money.ts';
import { proposeCount } from './segments/segment-count.ts';
import { topItems } from './segments/top-items.ts';
import { silhouette } from './segments/silhouette.ts';
import type { StoredProfile } from './stored-profile.ts';

export type AnalyseTask = {
  prepared: Prepared;
  /** What a recommender has learned; null without one. */
  learned: { users: DenseRows | null; items: DenseRows | null } | null;
  settings: ProfileSettings;
  seed: number;
};

export type Analysis = {
  stored: StoredProfile;
  dimensions: ProfileDimension[];
  segments: Segment[];
  counts: SegmentCount[];
  proposed: number | null;
  rfm: RfmGroup[];
  /** Of every user. */
  money: Rfm;
  silhouette: number;
  mapFittedOn: number;
  explained: number[];
};

/** Null where no dimension is left: every source is switched off or says nothing. */
export function analyse(
  { prepared, learned, settings, seed }: AnalyseTask,
  progress: (stage: string, done: number, total: number) => void,
): Analysis | null {
  const { users } = prepared.learn;
  const taste = learned && embeddingBlock(prepared, learned, seed);
  const blocks = [
    attributesBlock(prepared),
    behaviourBlock(prepared),
    taste && taste.block,
    friendsBlock(prepared),
  ].filter((block) => block !== null);
  const fused = fuse(blocks, users, settings.sources);
  if (fused.labels.length === 0) return null;
  const vectors = fusedVectors(fused);
  progress('segmenting', 1, 4);
  const clusters = cluster(vectors, users, settings.segments, seed);
  const proposal = proposeCount(vectors, users, seed);
  const money = rfmOf(prepared);
  const ofSegments = segmentMoney(money, clusters.of, clusters.centres.length);
  const top = topItems(prepared, clusters.of, clusters.centres.length);
  progress('weighing', 2, 4);
  const importance = permutationImportance(vectors, users, clusters, seed);
  const gradient = gradientImportance(vectors, users, clusters, seed);
  progress('mapping', 3, 4);
  const map =
    settings.map === 'pca'
      ? pcaMap(vectors, users, seed)
      : umapMap(vectors, users, seed, (done, total) => progress('mapping', done, total));
  return {
    stored: {
      version: 1,
      raw: fused.raw,
      standardised: fused.standardised,
      scale: fused.scale,
      ...{ labels: fused.labels, sources: fused.sources },
      ...{ mean: fused.mean, deviation: fused.deviation },
      ...{ centres: clusters.centres, axes: taste?.axes ?? null },
      x: map.x,
      y: map.y,
      segments: clusters.of,
    },
    dimensions: fused.labels.map((label, d) => ({
      ...{ label, source: fused.sources[d]!, missing: fused.missing[d]! },
      ...{ importance: importance[d]!, gradient: gradient[d]! },
    })),
    segments: describeSegments(fused, clusters).map((segment, at) => ({
      ...segment,
      ...ofSegments[at]!,
      top: top[at]!,
    })),
    ...proposal,
    rfm: rfmGroups(money),
    money,
    silhouette: silhouette(vectors, users, clusters, seed),
    mapFittedOn: map.fittedOn,
    explained: map.explained,
  };
}
