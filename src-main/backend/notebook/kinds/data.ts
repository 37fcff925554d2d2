import { PortraitError } from '#shared/errors/index.ts';
import { data as definition } from '#shared/model/cells/data.ts';
import { isKeyed } from '#shared/privacy/mask.ts';
import {
  dataPath,
  FileFingerprints,
  importFile,
  removeUpload,
  uploadPlace,
  writeSample,
} from '../../data/index.ts';
import { maskingKey } from '../../storage/index.ts';
import type { CellKind } from '../cell-kind.ts';
import { untypedKind, type UntypedKind } from '../untyped-kind.ts';

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
      const named = dataPath(source.path, context.folder);
      const path = uploadPlace(named, context.workspace.path);
      const keyed = columns.some(({ mask }) => isKeyed(mask));
      const made = await importFile(
        tables,
        { path, options, columns, ...(keyed && { maskingKey: maskingKey(context.workspace.db) }) },
        {
          signal,
          suppression: (label) => context.workspace.erased.suppression(label),
          onProgress: (stage, done, total) =>
            context.progress({ stage, done, total, unit: 'bytes' }),
        },
      );
      const masked = columns.some(({ mask }) => mask !== undefined);
      if (masked || context.workspace.encrypted)
        for (const one of new Set([path, named])) await removeUpload(one);
      return { ...made, bestAchievable: null, bestSearch: null, bestIntent: null };
    },

    artefacts: (output) => ({ tables: [output.table.id], blobs: [], runs: [] }),
    queries: {},
  };
}

export const makeKind = (): UntypedKind => untypedKind(dataKind());
