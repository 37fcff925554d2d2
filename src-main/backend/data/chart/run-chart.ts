import { columnPlace, PortraitError } from '#shared/errors/index.ts';
import type { ChartOutput, ChartSettings } from '#shared/model/cells/chart.ts';
import { proposedX } from '#shared/model/chart-choices.ts';
import type { TableInfo } from '#shared/model/table.ts';
import { followTask, startWorker } from '../../lib/index.ts';
import type { TableStore } from '../../storage/index.ts';
import type { ChartWork } from './chart.worker.ts';

/** A chart of a stored table, made on another thread. Throws column_missing, chart_unfit, cancelled. */
export async function runChart(
  tables: TableStore,
  table: TableInfo,
  settings: ChartSettings,
  { seed, signal }: { seed: number; signal: AbortSignal },
): Promise<ChartOutput> {
  const { columns, rows, synthetic } = table;
  const place = (name: string | null) => (name === null ? null : columnPlace(name, columns));
  const x = settings.x ?? proposedX(columns);
  if (x === null) throw new PortraitError('chart_unfit', { columns: '–' });
  const places = {
    x: columnPlace(x, columns),
    ...{ y: place(settings.y), colour: place(settings.colour), facet: place(settings.facet) },
  };
  const worker = startWorker<ChartWork>(new URL('./chart.worker.ts', import.meta.url), {
    ...{ file: tables.file, table, settings, places, seed },
  });
  const drawn = await followTask(worker, signal, (message) => message.drawn);
  return { ...drawn, rows, synthetic };
}
