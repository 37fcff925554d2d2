import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExportEvent, ExportTargetView, ExportView } from '#shared/contract/exports.ts';
import { nearest, PortraitError, toErrorData } from '#shared/errors/index.ts';
import { fileNameFor } from '#shared/text/file-name.ts';
import type { Recommending } from '../recommend/index.ts';
import type { Workspace } from '../storage/index.ts';
import type { Exportable, ExportableTarget } from './exportable.ts';
import { exportableNetwork, type NetworkRequest } from './network.ts';
import type { Predictor } from './proof.ts';
import { exportableRecommender, type RecommenderRequest } from './recommender/exportable.ts';
import type { ExportAssets, ExportFile } from './targets/index.ts';
import { writeFolder } from './write-folder.ts';
import { zipped } from './zip.ts';

export type ExportingDeps = {
  workspace: Workspace;
  predictor: Predictor;
  recommending: Recommending;
  appVersion: string;
  assets: ExportAssets;
};
export type ExportRequest = NetworkRequest | RecommenderRequest;

/** Exports of trained networks and fitted recommenders. */
export type Exporting = {
  targets(request: ExportRequest, signal?: AbortSignal): Promise<ExportView>;
  /** Throws export_target_unknown, export_unproven, export_folder_taken, disk_full and what the target throws. */
  write(
    request: ExportRequest,
    into: { target: string; to: string | null },
    signal?: AbortSignal,
  ): AsyncGenerator<ExportEvent>;
};

export function createExporting(deps: ExportingDeps): Exporting {
  const collect = (request: ExportRequest, signal?: AbortSignal): Promise<Exportable> =>
    request.kind === 'network'
      ? exportableNetwork(request, deps, signal)
      : exportableRecommender(request, deps);
  return {
    async targets(request, signal) {
      const { about, targets } = await collect(request, signal);
      const views: ExportTargetView[] = [];
      for (const target of targets) views.push(await viewOf(target));
      return { ...about, targets: views };
    },

    async *write(request, { target: id, to }, signal) {
      yield { type: 'progress', stage: 'collecting' };
      const collected = await collect(request, signal);
      const target = targetOf(collected, id);
      yield { type: 'progress', stage: 'proving' };
      const proven = await collected.prove(id);
      yield { type: 'progress', stage: 'writing' };
      const files = await target.files();
      if (to !== null) await writeFolder(to, files);
      const name = fileNameFor(`${collected.about.name} ${id}`, 'zip');
      yield {
        ...{ type: 'done', folder: to, proven, ...summary(files) },
        archive: to === null ? { name, base64: base64(zipped(files)) } : null,
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
  return {
    runtime: () => read('runtime.mjs'),
    recommender: () => read('recommender.mjs'),
    server: () => read('portrait-serve.mjs'),
  };
}

function targetOf({ targets }: Exportable, id: string): ExportableTarget {
  const found = targets.find((target) => target.id === id);
  if (found !== undefined) return found;
  const ids = targets.map((target) => target.id);
  const like = nearest(id, ids);
  const there =
    like === undefined
      ? ids.join(', ')
      : `${like}, ${ids.filter((one) => one !== like).join(', ')}`;
  throw new PortraitError('export_target_unknown', { target: id, there });
}

function summary(files: readonly ExportFile[]): { files: string[]; bytes: number } {
  return {
    files: files.map(({ path }) => path),
    bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
  };
}

async function viewOf(target: ExportableTarget): Promise<ExportTargetView> {
  const { id, without, people } = target;
  const about = { id, without: [...without], people, usage: target.usage() };
  try {
    const size = target.size?.() ?? summary(await target.files());
    return { ...about, ...size, unfit: null };
  } catch (error) {
    if (!(error instanceof PortraitError)) throw error;
    return { ...about, bytes: 0, files: [], unfit: toErrorData(error) };
  }
}
