import { PortraitError } from '#shared/errors/index.ts';
import { followTask, startWorker } from '../lib/index.ts';
import type { AnalyseWork } from './analyse.worker.ts';
import type { AnalyseTask, Analysis } from './analyse.ts';

/**
 * Builds the profiles of all users on a thread of its own.
 * @throws profile_nothing where no dimension is left, cancelled
 */
export async function profileUsers(
  task: AnalyseTask,
  signal: AbortSignal,
  progress: (stage: string, done: number, total: number) => void,
): Promise<Analysis> {
  const worker = startWorker<AnalyseWork>(new URL('./analyse.worker.ts', import.meta.url), task);
  const { analysis } = await followTask(worker, signal, (report) => {
    if (report.type === 'done') return report;
    progress(report.stage, report.done, report.total);
    return undefined;
  });
  if (analysis === null) throw new PortraitError('profile_nothing');
  return analysis;
}
