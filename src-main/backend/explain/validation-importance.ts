import type { ImportanceResult } from '#shared/model/results/importance.ts';
import type { Predictor } from '../evaluate/index.ts';
import type { Stored } from '../features/index.ts';
import { createPacer } from '../lib/index.ts';
import { drawnPart } from './drawn-part.ts';
import type { Explained } from './explained.ts';
import { permutationImportance } from './importance.ts';

const most = 2000;
const repeats = 20;

/** Permutation importance as Evaluate shows it: on at most 2,000 validation rows; null where the split has none. */
export async function validationImportance(
  workspace: Stored,
  predictor: Predictor,
  { network, features }: Explained,
): Promise<ImportanceResult | null> {
  if (features.rows.validation === 0) return null;
  const pace = createPacer();
  const { x, actual } = await drawnPart(workspace, features, 'validation', { most, seed: 0 }, pace);
  return permutationImportance({
    ...{ predictor, network, features, x, actual, repeats, seed: 0, pace },
    ...{ signal: new AbortController().signal, progress: () => undefined },
  });
}
