import { exportedModel, type ExportedModel } from './exported-model.ts';
import { createScorer } from './score.ts';
import { sealed, unsealed, type Digest, type SealedKind } from './sealed-file.ts';
import { exportedModelVersion } from './versions.ts';

export const networkFile: SealedKind<ExportedModel> = {
  format: 'portrait-model',
  version: exportedModelVersion,
  schema: exportedModel,
  check: (model) => void createScorer(model),
};

/** The file a network travels in. */
export function modelFile(model: ExportedModel, digest: Digest): string {
  return sealed(networkFile, model, digest);
}

/** A network out of its file. Throws as `unsealed`. */
export function readModelFile(text: string, file: string, digest: Digest): ExportedModel {
  return unsealed([networkFile], text, file, digest);
}
