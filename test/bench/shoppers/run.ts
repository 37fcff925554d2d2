import { evaluate, type EvaluateOutput } from '#shared/model/cells/evaluate.ts';
import { features, type FeaturesOutput } from '#shared/model/cells/features.ts';
import { train, type TrainOutput } from '#shared/model/cells/train.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { temporaryBackend } from '../../support/run-notebook.ts';

export type Outputs = {
  features: FeaturesOutput;
  train: TrainOutput;
  evaluate: EvaluateOutput;
  seconds: number;
};

/** Runs the notebook in a workspace of its own, on a real engine; throws where a cell fails. */
export async function runNotebook(document: Notebook): Promise<Outputs> {
  const backend = await temporaryBackend();
  try {
    const started = performance.now();
    const { results } = await backend.run(document);
    return {
      features: features.output.parse(results.get('features')?.output),
      train: train.output.parse(results.get('train')?.output),
      evaluate: evaluate.output.parse(results.get('evaluate')?.output),
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    await backend.close();
  }
}
