import type { RunId } from '#shared/model/ids.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { train } from '#shared/model/cells/train.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { createPacer } from '../lib/index.ts';
import type { Workspace } from '../storage/index.ts';
import { collectModel, type CollectRequest } from './bundle/collect.ts';
import { trainingRows } from './bundle/training-rows.ts';
import { modelCard } from './card/index.ts';
import type { Exportable } from './exportable.ts';
import { proveGolden, type Predictor } from './proof.ts';
import {
  exportTargets,
  type ExportAssets,
  type ExportFile,
  type ExportTarget,
} from './targets/index.ts';

export type NetworkRequest = Omit<CollectRequest, 'appVersion'> & {
  kind: 'network';
  document: Notebook;
};

/** A trained network with every target it may go to. Throws as `collectModel`. */
export async function exportableNetwork(
  request: NetworkRequest,
  deps: { workspace: Workspace; predictor: Predictor; appVersion: string; assets: ExportAssets },
  signal?: AbortSignal,
): Promise<Exportable> {
  const { workspace, predictor, appVersion, assets } = deps;
  const pace = createPacer(signal ?? new AbortController().signal);
  const weights = (run: RunId) => predictor.weights(run);
  const model = await collectModel({ workspace, weights, pace }, { ...request, appVersion });
  const rows = () => trainingRows({ workspace, pace }, model, request.train.address);
  return {
    about: aboutNetwork(model),
    targets: exportTargets.map((target) => ({
      ...{ id: target.id, without: target.without, people: target.people === true },
      usage: () => target.usage(model),
      ...(target.size === undefined ? {} : { size: () => target.size!(model) }),
      files: () => filesOf(target, model, { assets, document: request.document, rows }),
    })),
    prove() {
      const { run } = train.output.parse(workspace.results.get(request.train.address).output);
      return proveGolden(model, run, predictor);
    },
  };
}

function aboutNetwork(model: ExportedModel): Exportable['about'] {
  const { name, inputs, ignored, boundary, passed, decision, source, prep, golden } = model;
  return {
    ...{ name, kind: prep.label.kind, ignored, boundary, passed },
    inputs: inputs.map((column) => ({
      ...{ name: column.name, type: column.type, required: column.required },
    })),
    threshold: decision?.threshold ?? null,
    evaluation: source.evaluation,
    golden: golden.length,
    items: null,
  };
}

async function filesOf(
  target: ExportTarget,
  model: ExportedModel,
  given: {
    assets: ExportAssets;
    document: Notebook;
    rows: () => Promise<Uint8Array<ArrayBuffer>>;
  },
): Promise<ExportFile[]> {
  const files: ExportFile[] = [];
  const { assets, document, rows } = given;
  for await (const file of target.write(model, assets, document, rows)) files.push(file);
  return [...files, ...modelCard(model)];
}
