import type { NotebookEvent } from '#shared/contract/notebook.ts';
import type { Notebooks } from '../notebook/index.ts';
import { isViewer, type Implementer } from './base.ts';
import { eventForViewer, viewForViewer } from './viewer/notebook.ts';
import { outputForViewer, refuseAnswer, refuseQuestion } from './viewer/output.ts';

/** What viewers are given is cut here: `smallest` is the size of the smallest group they are told of. */
export function notebookApi(api: Implementer, notebooks: Notebooks, smallest: () => number) {
  const { notebook } = api;
  return notebook.router({
    open: notebook.open.handler(({ input, context }) => {
      const session = notebooks.session(input.id);
      session.lookAtData();
      const view = session.view();
      return isViewer(context) ? viewForViewer(view) : view;
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
    output: notebook.output.handler(({ input, context }) => {
      const output = notebooks.output(input.address);
      return isViewer(context) ? outputForViewer(output, smallest()) : output;
    }),
    query: notebook.query.handler(async ({ input, context }) => {
      if (isViewer(context)) refuseQuestion(notebooks.output(input.address).kind, input.query);
      const answer = await notebooks.query(input.address, input.query, input.input);
      if (isViewer(context)) refuseAnswer(input.query, answer, smallest());
      return answer;
    }),
    watch: notebook.watch.handler(({ input, signal, context }) => {
      const events = notebooks.session(input.id).watch(signal);
      return isViewer(context) ? mapped(events, eventForViewer) : events;
    }),
  });
}

async function* mapped(
  events: AsyncGenerator<NotebookEvent, void, void>,
  change: (event: NotebookEvent) => NotebookEvent,
): AsyncGenerator<NotebookEvent, void, void> {
  for await (const event of events) yield change(event);
}
