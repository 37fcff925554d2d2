import type { ExportedModel } from '#shared/export/exported-model.ts';
import { networkFile, readModelFile } from '#shared/export/model-file.ts';
import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import { recommenderFile } from '#shared/export/recommender/recommender-file.ts';
import { unsealed, type Digest } from '#shared/export/sealed-file.ts';

/** An exported network or recommender by its schema. Throws as `unsealed`. */
export function readExported(
  text: string,
  file: string,
  digest: Digest,
): ExportedModel | ExportedRecommender {
  return unsealed<ExportedModel | ExportedRecommender>(
    [networkFile, recommenderFile],
    text,
    file,
    digest,
  );
}

export { readModelFile as readModel };
