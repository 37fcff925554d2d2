import type { Notebooks } from '../notebook/index.ts';
import type { Implementer } from './base.ts';

export function notebookApi(api: Implementer, notebooks: Notebooks) {
  const { notebook } = api;
  return notebook.router({
    open: notebook.open.handler(({ input }) => {
      const session = notebooks.session(input.id);
      session.lookAtData();
      return session.view();
    }),
    edit: notebook.edit.handler(({ input }) =>
      notebooks.session(input.id).edit(input.edits, input.batch),
    ),
    trust: notebook.trust.handler(({ input }) => notebooks.trust(input.id, input.others)),
    undo: notebook.undo.handler(({ input }) => notebooks.session(input.id).undo()),
    redo: notebook.redo.handler(({ input }) => notebooks.session(input.id).redo()),
    run: notebook.run.handler(async ({ input }) => {
      await notebooks.session(input.id).run(input.cells);
      return {};
    }),
    stop: notebook.stop.handler(({ input }) => {
      notebooks.session(input.id).stop(input.cells);
      return {};
    }),
    output: notebook.output.handler(({ input }) => notebooks.output(input.address)),
    query: notebook.query.handler(({ input }) =>
      notebooks.query(input.address, input.query, input.input),
    ),
    watch: notebook.watch.handler(({ input, signal }) => notebooks.session(input.id).watch(signal)),
  });
}
