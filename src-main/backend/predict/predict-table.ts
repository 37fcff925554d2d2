import type { TableInfo } from '#shared/model/table.ts';
import { followTask, startWorker } from '../lib/index.ts';
import type { TableStore, TableWriter } from '../storage/index.ts';
import type { PredictMessage, PredictTask, PredictWork, Scored } from './messages.ts';

export type PredictRequest = {
  tables: TableStore;
  task: Omit<PredictTask, 'file'>;
  synthetic: boolean;
  signal: AbortSignal;
  progress(stage: 'learning' | 'scoring', done: number, total: number): void;
};

/**
 * Scores a table on a thread of its own and writes what comes out as another, a batch at a time. Throws column_type,
 * predict_value, cancelled, disk_full.
 */
export async function predictTable({
  tables,
  task,
  synthetic,
  signal,
  progress,
}: PredictRequest): Promise<{ table: TableInfo; scored: Scored }> {
  const worker = startWorker<PredictWork>(new URL('./predict.worker.ts', import.meta.url), {
    ...task,
    file: tables.file,
  });
  let writer: TableWriter | undefined;
  const take = (message: PredictMessage): Scored | undefined => {
    switch (message.type) {
      case 'learning':
        progress('learning', message.done, message.total);
        return undefined;
      case 'columns':
        writer = tables.create(message.columns, { synthetic });
        progress('scoring', 0, task.table.rows);
        return undefined;
      case 'rows':
        writer!.append(message.rows);
        setImmediate(() => worker.taken());
        progress('scoring', writer!.rows, task.table.rows);
        return undefined;
      case 'done':
        return message.scored;
    }
  };
  try {
    const scored = await followTask(worker, signal, take);
    return { table: writer!.finish(), scored };
  } catch (error) {
    writer?.abort();
    throw error;
  }
}
