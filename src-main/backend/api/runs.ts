import type { Workspace } from '../storage/index.ts';
import type { Notebooks } from '../notebook/index.ts';
import { runTable, type Training } from '../train/index.ts';
import { isViewer, type Implementer } from './base.ts';
import { failureForViewer } from './viewer/failure.ts';

type Parts = { training: Training; workspace: Workspace; notebooks: Pick<Notebooks, 'purgeRuns'> };

export function runsApi(api: Implementer, { training, workspace, notebooks }: Parts) {
  const service = api.runs;
  return service.router({
    get: service.get.handler(({ input, context }) => {
      const run = training.get(input.run);
      return isViewer(context) ? { ...run, error: run.error && failureForViewer } : run;
    }),
    list: service.list.handler(({ input }) => training.list(input.notebook)),
    table: service.table.handler(({ input }) => runTable(workspace, training, input.notebook)),
    mark: service.mark.handler(({ input: { notebook, ids, ...change } }) => {
      workspace.runMarks.set(notebook, ids, change);
      return {};
    }),
    purge: service.purge.handler(async ({ input }) => ({
      kept: await notebooks.purgeRuns(input.notebook, input.ids),
    })),
    watch: service.watch.handler(({ input, signal }) => training.watch(input.run, signal)),
    control: service.control.handler(async ({ input }) => {
      await training.control(input.run, input.action);
      return {};
    }),
    delete: service.delete.handler(async ({ input }) => {
      await training.drop(input.run);
      return {};
    }),
  });
}
