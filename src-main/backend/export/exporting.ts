import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportEvent, ExportTargetView, ExportView } from '#shared/contract/exports.ts';
import { nearest, PortraitError, toErrorData } from '#shared/errors/index.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { train } from '#shared/model/cells/train.ts';
import type { Notebook } from '#shared/model/notebook.ts';
import { fileNameFor } from '#shared/text/file-name.ts';
import { createPacer } from '../lib/index.ts';
import type { Workspace } from '../storage/index.ts';
import { collectModel, type CollectRequest } from './bundle/collect.ts';
import { modelCard } from './card/index.ts';
import { proveGolden, type Predictor } from './proof.ts';
import {
  exportTargets,
  type ExportAssets,
  type ExportFile,
  type ExportTarget,
} from './targets/index.ts';
import { writeFolder } from './write-folder.ts';
import { zipped } from './zip.ts';

export type ExportingDeps = {
  workspace: Workspace;
  predictor: Predictor;
  appVersion: string;
  assets: ExportAssets;
};
export type ExportRequest = Omit<CollectRequest, 'appVersion'> & { document: Notebook };

/** Exports of trained networks. */
export type Exporting = {
  targets(request: ExportRequest, signal?: AbortSignal): Promise<ExportView>;
  /** Throws export_target_unknown, export_unproven, export_folder_taken, disk_full and what the target throws. */
  write(
    request: ExportRequest,
    into: { target: string; to: string | null },
    signal?: AbortSignal,
  ): AsyncGenerator<ExportEvent>;
};

export function createExporting({
  workspace,
  predictor,
  appVersion,
  assets,
}: ExportingDeps): Exporting {
  const collect = (request: ExportRequest, signal?: AbortSignal): Promise<ExportedModel> =>
    collectModel(
      {
        workspace,
        weights: (run) => predictor.weights(run),
        pace: createPacer(signal ?? new AbortController().signal),
      },
      { ...request, appVersion },
    );
  return {
    async targets(request, signal) {
      const model = await collect(request, signal);
      const targets: ExportTargetView[] = [];
      for (const target of exportTargets)
        targets.push(await viewOf(target, model, assets, request.document));
      const { name, inputs, ignored, boundary, passed, decision, source, prep, golden } = model;
      return {
        ...{ name, kind: prep.label.kind, ignored, boundary, passed, targets },
        inputs: inputs.map((column) => ({
          ...{ name: column.name, type: column.type, required: column.required },
        })),
        threshold: decision?.threshold ?? null,
        evaluation: source.evaluation,
        golden: golden.length,
      };
    },

    async *write(request, { target: id, to }, signal) {
      const target = targetOf(id);
      yield { type: 'progress', stage: 'collecting' };
      const model = await collect(request, signal);
      yield { type: 'progress', stage: 'proving' };
      const { run } = train.output.parse(workspace.results.get(request.train.address).output);
      const proven = await proveGolden(model, run, predictor);
      yield { type: 'progress', stage: 'writing' };
      const files = await filesOf(target, model, assets, request.document);
      if (to !== null) await writeFolder(to, files);
      yield {
        ...{ type: 'done', folder: to, proven, ...summary(files) },
        archive:
          to === null
            ? { name: fileNameFor(`${model.name} ${id}`, 'zip'), base64: base64(zipped(files)) }
            : null,
      };
    },
  };
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** What the build left for exports, in the folder `dist/export` of the package. */
export function builtAssets(root: string): ExportAssets {
  const read = (name: string): string => {
    try {
      return readFileSync(join(root, 'dist', 'export', name), 'utf8');
    } catch (error) {
      const detail = `dist/export/${name} was not built`;
      throw new PortraitError('internal', { detail }, { cause: error });
    }
  };
  return { runtime: () => read('runtime.mjs'), server: () => read('portrait-serve.mjs') };
}

function targetOf(id: string): ExportTarget {
  const found = exportTargets.find((target) => target.id === id);
  if (found !== undefined) return found;
  const ids = exportTargets.map((target) => target.id);
  const like = nearest(id, ids);
  const there =
    like === undefined
      ? ids.join(', ')
      : `${like}, ${ids.filter((one) => one !== like).join(', ')}`;
  throw new PortraitError('export_target_unknown', { target: id, there });
}

async function filesOf(
  target: ExportTarget,
  model: ExportedModel,
  assets: ExportAssets,
  document: Notebook,
): Promise<ExportFile[]> {
  const files: ExportFile[] = [];
  for await (const file of target.write(model, assets, document)) files.push(file);
  return [...files, ...modelCard(model)];
}

function summary(files: readonly ExportFile[]): { files: string[]; bytes: number } {
  return {
    files: files.map(({ path }) => path),
    bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
  };
}

async function viewOf(
  target: ExportTarget,
  model: ExportedModel,
  assets: ExportAssets,
  document: Notebook,
): Promise<ExportTargetView> {
  const { id, without } = target;
  const about = { id, without: [...without], usage: target.usage(model) };
  try {
    return { ...about, ...summary(await filesOf(target, model, assets, document)), unfit: null };
  } catch (error) {
    if (!(error instanceof PortraitError)) throw error;
    return { ...about, bytes: 0, files: [], unfit: toErrorData(error) };
  }
}
