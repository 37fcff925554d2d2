import { parentPort, workerData } from 'node:worker_threads';
import { toErrorData } from '#shared/errors/portrait-error.ts';
import type { ChartSettings } from '#shared/model/cells/chart.ts';
import type { TableInfo } from '#shared/model/table.ts';
import { openDatabaseFile, type DatabaseFile } from '../../storage/index.ts';
import { readChartColumn } from './chart-column.ts';
import { drawChart } from './draw-chart.ts';

/** Columns by their place in the table. */
export type ChartTask = {
  file: DatabaseFile;
  table: TableInfo;
  settings: ChartSettings;
  places: { x: number; y: number | null; colour: number | null; facet: number | null };
  seed: number;
};

// What run-chart.ts hands over; both sides are ours.
const { file, table, settings, places, seed } = workerData as ChartTask;
try {
  const db = openDatabaseFile(file, { readonly: true });
  const read = (place: number | null) =>
    place === null ? null : readChartColumn(db, table, place);
  const columns = {
    x: readChartColumn(db, table, places.x),
    ...{ y: read(places.y), colour: read(places.colour), facet: read(places.facet) },
  };
  db.close();
  const drawn = drawChart(columns, { ...settings, rows: table.rows, seed });
  parentPort!.postMessage({ type: 'drawn', drawn });
} catch (error) {
  parentPort!.postMessage({ type: 'failed', error: toErrorData(error) });
}
