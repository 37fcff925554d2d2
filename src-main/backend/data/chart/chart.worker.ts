import type { ChartOutput, ChartSettings } from '#shared/model/cells/chart.ts';
import type { TableInfo } from '#shared/model/table.ts';
import { onThread, type Work } from '../../lib/index.ts';
import { openDatabaseFile, type DatabaseFile } from '../../storage/index.ts';
import { readChartColumn } from './chart-column.ts';
import { drawChart } from './draw-chart.ts';

/** Columns by their place in the table. */
type ChartTask = {
  file: DatabaseFile;
  table: TableInfo;
  settings: ChartSettings;
  places: { x: number; y: number | null; colour: number | null; facet: number | null };
  seed: number;
};

export type ChartWork = Work<ChartTask, { drawn: Omit<ChartOutput, 'rows' | 'synthetic'> }>;

await onThread<ChartWork>(({ file, table, settings, places, seed }, { send }) => {
  const db = openDatabaseFile(file, { readonly: true });
  const read = (place: number | null) =>
    place === null ? null : readChartColumn(db, table, place);
  const columns = {
    x: readChartColumn(db, table, places.x),
    ...{ y: read(places.y), colour: read(places.colour), facet: read(places.facet) },
  };
  db.close();
  send({ drawn: drawChart(columns, { ...settings, rows: table.rows, seed }) });
});
