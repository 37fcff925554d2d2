import { exportCsv, type ParquetExports, type Profiles } from '../data/index.ts';
import type { TableStore } from '../storage/index.ts';
import type { Implementer } from './base.ts';

export function tablesApi(
  api: Implementer,
  {
    tables,
    profiles,
    parquet,
  }: { tables: TableStore; profiles: Profiles; parquet: ParquetExports },
) {
  const service = api.tables;
  return service.router({
    info: service.info.handler(({ input }) => tables.info(input.table)),
    rows: service.rows.handler(({ input }) => tables.openPage(input)),
    profile: service.profile.handler(({ input }) => profiles.get(input.table, input.label)),
    exportCsv: service.exportCsv.handler(({ input }) =>
      exportCsv(tables, input.table, input.offset, input.limit),
    ),
    exportParquet: service.exportParquet.handler(({ input }) => {
      const { part, ...rest } = parquet.next(input.table, input.download);
      return { ...rest, base64: Buffer.from(part).toString('base64') };
    }),
  });
}
