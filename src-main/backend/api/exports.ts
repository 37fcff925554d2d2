import type { CellId, NotebookId } from '#shared/model/ids.ts';
import { basename } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import type { Cell } from '#shared/notebook/notebook.ts';
import type { NotebookView } from '#shared/contract/notebook.ts';
import type { Exporting, ExportRequest } from '../export/index.ts';
import type { Log } from '../lib/index.ts';
import type { Notebooks } from '../notebook/index.ts';
import type { PathDesk } from '../trust/index.ts';
import { typedStream, type Implementer } from './base.ts';

type Services = {
  exporting: Exporting;
  notebooks: Notebooks;
  desk: PathDesk;
  log: Log;
  file: () => string;
};

export function exportsApi(api: Implementer, { exporting, notebooks, desk, log, file }: Services) {
  const service = api.exports;
  const requested = ({ notebook, cell }: { notebook: NotebookId; cell: CellId }): ExportRequest => {
    const session = notebooks.session(notebook);
    if (session.restricted) throw new PortraitError('notebook_restricted');
    return requestOf(session.view(), cell);
  };
  return service.router({
    targets: service.targets.handler(({ input, signal }) =>
      exporting.targets(requested(input), signal),
    ),
    write: service.write.handler(({ input, signal }) => {
      const { to } = input;
      if (to !== null && !desk.takes(to)) {
        throw new PortraitError('file_not_offered', { file: basename(to) });
      }
      const events = exporting.write(requested(input), input, signal);
      return typedStream(events, { where: 'exports.write', log, file: file() });
    }),
  });
}

/**
 * The recommender of a Recommend cell; the network of a Train cell, or of the one an Evaluate cell measures, with the threshold of that Evaluate cell, else of the
 * last one that measures it. Throws export_nothing where there is none.
 */
function requestOf({ document, states }: NotebookView, id: string): ExportRequest {
  const shown = new Map(states.map(({ cell, shown: address }) => [cell, address]));
  const chosen = document.cells.find((cell) => cell.id === id);
  const fitted = shown.get(chosen?.id ?? '') ?? null;
  if (chosen?.kind === 'recommend' && fitted !== null) {
    const recommend = { name: chosen.name, address: fitted };
    return { kind: 'recommender', notebook: document.title, recommend };
  }
  const trainId = chosen?.kind === 'evaluate' ? chosen.inputs['run']?.[0] : id;
  const train = document.cells.find((cell) => cell.id === trainId && cell.kind === 'train');
  const address = shown.get(train?.id ?? '') ?? null;
  if (chosen === undefined || train === undefined || address === null) {
    throw new PortraitError('export_nothing', { cell: train?.name ?? chosen?.name ?? id });
  }
  const measuring = document.cells.filter(
    (cell) =>
      cell.kind === 'evaluate' &&
      cell.inputs['run']?.[0] === train.id &&
      (shown.get(cell.id) ?? null) !== null,
  );
  const evaluation = measuring.find((cell) => cell.id === id) ?? measuring.at(-1);
  const measured = shown.get(evaluation?.id ?? '') ?? null;
  return {
    kind: 'network',
    notebook: document.title,
    document,
    train: { name: train.name, address },
    evaluation:
      evaluation === undefined || measured === null
        ? null
        : { name: evaluation.name, address: measured, groupBy: groupColumn(evaluation) },
  };
}

/** The column an evaluation shows its results by. */
function groupColumn({ settings }: Cell): string | null {
  return evaluate.settings.safeParse(settings).data?.groupBy ?? null;
}
