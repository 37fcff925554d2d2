import { onThread, type Work } from '../lib/index.ts';
import { analyse, type AnalyseTask, type Analysis } from './analyse.ts';

export type AnalyseWork = Work<
  AnalyseTask,
  | { type: 'progress'; stage: string; done: number; total: number }
  | { type: 'done'; analysis: Analysis | null }
>;

await onThread<AnalyseWork>((task, { send }) => {
  const analysis = analyse(task, (stage, done, total) =>
    send({ type: 'progress', stage, done, total }),
  );
  send({ type: 'done', analysis });
});
