import type { DimensionLabel, ProfileSource } from '#shared/model/cells/profile.ts';
import { decodeStored, encodeStored } from '../lib/index.ts';
import type { TasteAxes } from './embedding.ts';

/** Profiles of all users, kept as one blob; matrices are [users, dimensions] row by row. */
export type StoredProfile = {
  version: 1;
  /** NaN where a value is missing. */
  raw: Float64Array;
  standardised: Float32Array;
  /** Factor of each dimension in the fused vector. */
  scale: Float32Array;
  labels: DimensionLabel[];
  sources: ProfileSource[];
  mean: Float64Array;
  deviation: Float64Array;
  /** Centres of the segments in the fused space. */
  centres: number[][];
  /** Directions of the learned space; null without a recommender that has one. */
  axes: TasteAxes | null;
  x: Float32Array;
  y: Float32Array;
  segments: Int32Array;
};

export function encodeProfile(profile: StoredProfile): Uint8Array {
  return encodeStored(profile);
}

export function decodeProfile(bytes: Uint8Array): StoredProfile {
  return decodeStored(bytes);
}
