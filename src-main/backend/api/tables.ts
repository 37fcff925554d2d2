import type { ColumnSummaries, TableExports } from '../data/index.ts';
import type { TableStore } from '../storage/index.ts';
import type { Implementer } from './base.ts';

export function tablesApi(
  api: Implementer,
  {
    tables,
    summaries,
    exports,
  }: { tables: TableStore; summaries: ColumnSummaries; exports: TableExports },
) {
  const service = api.tables;
  return service.router({
    info: service.info.handler(({ input }) => tables.info(input.table)),
    rows: service.rows.handler(({ input }) => tables.openPage(input)),
    summary: service.summary.handler(({ input }) => summaries.get(input.table, input.label)),
    export: service.export.handler(({ input }) => {
      const { bytes, ...rest } = exports.next(input);
      return { ...rest, base64: Buffer.from(bytes).toString('base64') };
    }),
  });
}
