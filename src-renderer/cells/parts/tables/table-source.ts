import type { TableInfo } from '#shared/model/table.ts';
import type { Client } from '../../../client/client.ts';
import type { GridSource } from '../../../grid/grid-source.ts';

/** A stored table as the rows of a grid. */
export function tableSource(client: Client, table: TableInfo): GridSource {
  return {
    columns: table.columns,
    rows: table.rows,
    page: (query) => client.tables.rows({ table: table.id, ...query }),
    can: { sort: true, filter: true, search: true },
  };
}
