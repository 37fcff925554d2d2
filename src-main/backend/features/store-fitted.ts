import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { FitFeatures } from './fit/fit.ts';
import type { Stored } from './raw-rows.ts';

/** Keeps what was fitted: the parts, and the training rows' mean labels where there are any. */
export function storeFitted(
  { blobs }: Pick<Stored, 'blobs'>,
  { parts, outOfFold, ...fitted }: FitFeatures,
): FeaturesOutput {
  const splitBlob = blobs.put(parts);
  if (outOfFold === null) return { ...fitted, splitBlob };
  const bytes = new Uint8Array(outOfFold.buffer, outOfFold.byteOffset, outOfFold.byteLength);
  return { ...fitted, splitBlob, outOfFoldBlob: blobs.put(bytes) };
}
