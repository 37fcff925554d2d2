import { PortraitError } from '#shared/errors/index.ts';
import { data as definition } from '#shared/model/cells/data.ts';
import { dataPath, FileFingerprints, importFile, writeSample } from '../../data/index.ts';
import type { CellKind } from '../cell-kind.ts';

/** Brings a file or a table of the sample shop into the workspace. */
export function dataKind(fingerprints = new FileFingerprints()): CellKind<typeof definition> {
  return {
    definition,

    fingerprint: async ({ source }, folder, signal) =>
      source.type === 'file' ? fingerprints.of(dataPath(source.path, folder), signal) : '',

    async run(context, settings) {
      const { source, options, columns } = settings;
      const { tables } = context.workspace;
      const { signal } = context;
      if (source.type === 'none') throw new PortraitError('cell_unset', {});
      if (source.type === 'sample') {
        const onProgress = (done: number, total: number): void =>
          context.progress({
            stage: 'generating',
            done,
            total,
            unit: source.table === 'items' ? 'rows' : 'users',
          });
        const made = await writeSample(tables, source, { signal, onProgress });
        return { ...made, bytes: 0, warnings: [] };
      }
      const path = dataPath(source.path, context.folder);
      const made = await importFile(
        tables,
        { path, options, columns },
        {
          signal,
          onProgress: (stage, done, total) =>
            context.progress({ stage, done, total, unit: 'bytes' }),
        },
      );
      return { ...made, bestAchievable: null };
    },

    artefacts: (output) => ({ tables: [output.table.id], blobs: [], runs: [] }),
    queries: {},
  };
}
