import { basename } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';
import { isKeyed } from '#shared/privacy/mask.ts';
import type { Notebooks } from '../notebook/index.ts';
import type { PathDesk } from '../trust/index.ts';
import { dataPath, openDatasets, previewFile, uploadPlace, type Uploads } from '../data/index.ts';
import type { Implementer } from './base.ts';

export function filesApi(
  api: Implementer,
  services: {
    uploads: Uploads;
    notebooks: Notebooks;
    desk: PathDesk;
    folder: string;
    workspacePath: () => string;
    maskingKey: () => string;
  },
) {
  const { uploads, folder, desk } = services;
  const service = api.files;
  return service.router({
    preview: service.preview.handler(({ input }) => {
      const { options, columns, rows } = input;
      const path = dataPath(input.path, folder);
      refuseUnoffered(path, services);
      const keyed = columns.some(({ mask }) => isKeyed(mask));
      const key = keyed ? { maskingKey: services.maskingKey() } : {};
      const place = uploadPlace(path, services.workspacePath());
      return previewFile({ path: place, options, columns, ...key }, rows);
    }),
    begin: service.begin.handler(async ({ input }) => ({
      upload: await uploads.begin(input.name, input.bytes),
    })),
    append: service.append.handler(async ({ input }) => ({
      received: await uploads.append(input.upload, new Uint8Array(await input.part.arrayBuffer())),
    })),
    finish: service.finish.handler(async ({ input }) => {
      const finished = await uploads.finish(input.upload);
      desk.offer(finished.path);
      return finished;
    }),
    openDatasets: service.openDatasets.handler(() => [...openDatasets]),
  });
}

/** Throws file_not_offered for a path nobody showed, and notebook_restricted for one that only a restricted notebook names. */
function refuseUnoffered(
  path: string,
  { desk, notebooks }: { desk: PathDesk; notebooks: Notebooks },
): void {
  if (desk.offered(path)) return;
  const named = notebooks.naming(path);
  if (named === 'trusted') return;
  if (named === 'restricted') throw new PortraitError('notebook_restricted');
  if (!desk.takes(path)) throw new PortraitError('file_not_offered', { file: basename(path) });
}
