import { dataPath, openDatasets, previewFile, type Uploads } from '../data/index.ts';
import type { Implementer } from './base.ts';

export function filesApi(
  api: Implementer,
  { uploads, folder }: { uploads: Uploads; folder: string },
) {
  const service = api.files;
  return service.router({
    preview: service.preview.handler(({ input }) => {
      const { options, columns, rows } = input;
      return previewFile({ path: dataPath(input.path, folder), options, columns }, rows);
    }),
    begin: service.begin.handler(async ({ input }) => ({
      upload: await uploads.begin(input.name, input.bytes),
    })),
    append: service.append.handler(async ({ input }) => ({
      received: await uploads.append(input.upload, new Uint8Array(await input.part.arrayBuffer())),
    })),
    finish: service.finish.handler(({ input }) => uploads.finish(input.upload)),
    openDatasets: service.openDatasets.handler(() => [...openDatasets]),
  });
}
