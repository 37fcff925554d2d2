import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ExportedModel } from '../../../shared/export/exported-model.ts';
import {
  exportTargets,
  type ExportAssets,
} from '../../../src-main/backend/export/targets/index.ts';

/** Nothing is built beforehand here: a module without anything in it stands for what is. */
export const noAssets: ExportAssets = {
  runtime: () => 'const nothing = {};\nexport { nothing as createRuntime, nothing as RowError };',
  recommender: () =>
    'const nothing = {};\nexport { nothing as createRecommender, nothing as RequestError };',
  server: () => '',
};

/** Writes a target's folder somewhere temporary and tells where. */
export async function writeFolder(
  id: string,
  model: ExportedModel,
  assets: ExportAssets = noAssets,
): Promise<string> {
  const target = exportTargets.find((candidate) => candidate.id === id);
  if (target === undefined) throw new Error(`no target ${id}`);
  const folder = mkdtempSync(join(tmpdir(), `portrait-${id}-`));
  for await (const { path, bytes } of target.write(model, assets, null)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}
