import type { Profiles, TableExports } from '../data/index.ts';
import type { TableStore } from '../storage/index.ts';
import type { Implementer } from './base.ts';

export function tablesApi(
  api: Implementer,
  { tables, profiles, exports }: { tables: TableStore; profiles: Profiles; exports: TableExports },
) {
  const service = api.tables;
  return service.router({
    info: service.info.handler(({ input }) => tables.info(input.table)),
    rows: service.rows.handler(({ input }) => tables.openPage(input)),
    profile: service.profile.handler(({ input }) => profiles.get(input.table, input.label)),
    export: service.export.handler(({ input }) => {
      const { bytes, ...rest } = exports.next(input);
      return { ...rest, base64: Buffer.from(bytes).toString('base64') };
    }),
  });
}
