import { basename, resolve } from 'node:path';
import type { WorkspaceInfo } from '#shared/contract/workspace.ts';
import type { Samples } from '../export/index.ts';
import { fileNameFor } from '#shared/text/file-name.ts';
import { readNotebook, writeNotebook } from '../export/index.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { refuseSpecial } from '../lib/index.ts';
import type { Uploads } from '../data/index.ts';
import type { PathDesk } from '../trust/index.ts';
import type { Notebooks } from '../notebook/index.ts';
import { namedInNotebooks, type Workspace } from '../storage/index.ts';
import { isViewer, type Implementer } from './base.ts';

type Services = {
  workspace: Workspace;
  notebooks: Notebooks;
  samples: Samples;
  desk: PathDesk;
  uploads: Uploads;
};

export function workspaceApi(
  api: Implementer,
  { workspace, notebooks, samples, desk, uploads }: Services,
) {
  const service = api.workspace;
  /** A path to write to must have been shown by the user, and be a file or nothing yet. */
  const mayWrite = async (path: string): Promise<void> => {
    if (!desk.takes(path)) throw new PortraitError('file_not_offered', { file: basename(path) });
    await refuseSpecial(path);
  };
  return service.router({
    info: service.info.handler(({ context }) => {
      const info = workspaceInfo(workspace);
      // Where it lies is no business of who comes by a link.
      return isViewer(context) ? { ...info, path: info.name, notice: null, audit: null } : info;
    }),
    setResultLimit: service.setResultLimit.handler(async ({ input }) => {
      await notebooks.setLimit(input.bytes);
      return workspaceInfo(workspace);
    }),
    backup: service.backup.handler(async ({ input }) => {
      await mayWrite(input.path);
      const bytes = workspace.backUp(input.path);
      return { path: input.path, bytes };
    }),
    saveTo: service.saveTo.handler(async ({ input }) => {
      await mayWrite(input.path);
      // A workspace that is encrypted keeps no files handed over.
      const used = (name: string): boolean =>
        !workspace.encrypted && namedInNotebooks(workspace.db, name);
      const undo = await uploads.copyBeside(resolve(input.path), used);
      try {
        await workspace.saveTo(input.path);
      } catch (error) {
        await undo();
        throw error;
      }
      return workspaceInfo(workspace);
    }),
    createNotebook: service.createNotebook.handler(({ input }) => ({
      id: notebooks.create(input.title),
    })),
    duplicateNotebook: service.duplicateNotebook.handler(({ input }) => ({
      id: notebooks.duplicate(input.id),
    })),
    deleteNotebook: service.deleteNotebook.handler(({ input }) => {
      notebooks.delete(input.id);
      return {};
    }),
    restoreNotebook: service.restoreNotebook.handler(({ input }) => {
      notebooks.restore(input.id);
      return {};
    }),
    importNotebook: service.importNotebook.handler(({ input }) => ({
      id: notebooks.add(readNotebook(input.text), { trusted: false }),
    })),
    exportNotebook: service.exportNotebook.handler(({ input }) => {
      const document = notebooks.document(input.id);
      return { text: writeNotebook(document), fileName: fileNameFor(document.title, 'json') };
    }),
    samples: service.samples.handler(({ input }) => samples.list(input.locale)),
    openSample: service.openSample.handler(({ input }) => ({
      id: notebooks.add(samples.read(input.id, input.locale), { trusted: true }),
    })),
  });
}

function workspaceInfo(workspace: Workspace): WorkspaceInfo {
  return {
    name: basename(workspace.path).replace(/\.portrait$/, ''),
    path: workspace.path,
    bytes: workspace.bytes(),
    encrypted: workspace.encrypted,
    resultBytes: workspace.results.totalBytes,
    resultLimit: workspace.results.limit,
    notebooks: workspace.notebooks.list(),
    audit: workspace.audit.checked,
    notice: workspace.notice,
  };
}
