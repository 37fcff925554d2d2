import type { Address, CellId, NotebookId } from '#shared/model/ids.ts';
import { compare, type CompareOutput } from '#shared/model/cells/compare.ts';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { recommend } from '#shared/model/cells/recommend.ts';
import { train } from '#shared/model/cells/train.ts';
import { json } from '#shared/model/json.ts';
import { neverBegan, type EpochRecord } from '#shared/model/run.ts';
import type { RunLine } from '#shared/model/results/run-line.ts';
import type { InputLink, Workspace } from '../storage/index.ts';
import type { Training } from './training.ts';

type Stored = Pick<Workspace, 'results' | 'notebooks' | 'runMarks'>;
type Metrics = RunLine['metrics'];
type Line = Omit<RunLine, 'number' | 'pinned' | 'removed' | 'shown'>;

const curveNames = ['loss', 'accuracy', 'auc', 'mae'] as const;
/** A curve of more epochs is thinned evenly to about so many points. */
const mostPoints = 1000;
/** A result's way to its data is followed so far. */
const mostLinks = 50;

/** Every training run and every fit of a recommender of a notebook that is still stored, newest first. */
export function runTable(
  workspace: Stored,
  training: Pick<Training, 'list'>,
  notebook: NotebookId,
): RunLine[] {
  const { results, notebooks, runMarks } = workspace;
  const measured = measuredOf(workspace, notebook);
  const fits = results
    .ofNotebook(notebook, recommend.kind)
    .flatMap(({ cell, address }) => fitLine(workspace, cell, address, measured) ?? []);
  const runs = training
    .list(notebook)
    .map((run) => trainLine(workspace, run, measured.get(run.address)));
  const marks = runMarks.of(notebook);
  const shown = notebooks.shown(notebook);
  const counts = new Map<string, number>();
  const lines = [...runs, ...fits].sort((a, b) => a.startedAt - b.startedAt);
  return lines
    .map((line): RunLine => {
      const number = (counts.get(line.cell) ?? 0) + 1;
      counts.set(line.cell, number);
      const address = shown.get(line.cell);
      const isShown =
        address !== undefined &&
        (line.id === address || results.artefacts(address, 'run').includes(line.id));
      const { pinned = false, removed = false } = marks.get(line.id) ?? {};
      return { ...line, number, pinned, removed, shown: isShown };
    })
    .reverse();
}

type Run = ReturnType<Training['list']>[number];

function trainLine({ results }: Stored, run: Run, measured: Metrics = []): Line {
  const about = results.about(run.address);
  const kept =
    about && keptEpoch(run, train.output.safeParse(results.get(run.address).output).data);
  const epoch = run.epochs.find((one) => one.epoch === kept) ?? run.epochs.at(-1);
  const [link] = about?.ingredients.inputs['model'] ?? [];
  const features = link && results.about(link.address)?.ingredients.inputs['features']?.[0];
  return {
    ...{ id: run.id, kind: 'train', cell: run.cell, seed: run.seed },
    settings: { layers: json.parse(run.spec.layers), ...asRecord(run.settings) },
    data: features ? dataOf(results, features) : null,
    startedAt: run.startedAt,
    seconds: run.seconds,
    state: neverBegan(run)
      ? 'not_begun'
      : run.state === 'ended'
        ? (run.end ?? 'crashed')
        : run.state,
    parameters: run.parameters,
    metrics: [...(epoch ? epochMetrics(epoch) : []), ...measured],
    curves: epochCurves(run.epochs),
  };
}

function keptEpoch(
  { settings }: Run,
  output: { bestEpoch: number | null } | undefined,
): number | null {
  return settings.earlyStopping?.restoreBest === true ? (output?.bestEpoch ?? null) : null;
}

function fitLine(
  { results }: Stored,
  cell: CellId,
  address: Address,
  measured: ReadonlyMap<string, Metrics>,
): Line | null {
  const stored = results.get(address);
  const output = recommend.output.safeParse(stored.output).data;
  if (output === undefined) return null;
  const [link] = stored.ingredients.inputs['interactions'] ?? [];
  const x = output.epochs.map(({ epoch }) => epoch);
  return {
    ...{ id: address, kind: 'recommend', cell, seed: stored.ingredients.seed },
    settings: asRecord(output.algorithm),
    data: link ? dataOf(results, link) : null,
    startedAt: stored.madeAt - stored.milliseconds,
    seconds: output.seconds,
    state: 'finished',
    parameters: null,
    metrics: measured.get(address) ?? [],
    curves:
      x.length > 1
        ? [
            thinned(
              'train loss',
              x,
              output.epochs.map(({ loss }) => loss),
            ),
          ]
        : [],
  };
}

const asRecord = (value: object): RunLine['settings'] =>
  Object.fromEntries(Object.entries(value).map(([key, part]) => [key, json.parse(part ?? null)]));

function epochMetrics({ train: learnt, validation }: EpochRecord): Metrics {
  return [
    ...curveNames.map((name) => ({ name: `validation ${name}`, value: validation?.[name] })),
    ...curveNames.map((name) => ({ name: `train ${name}`, value: learnt[name] })),
  ].flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
}

function epochCurves(epochs: readonly EpochRecord[]): RunLine['curves'] {
  return (['validation', 'train'] as const).flatMap((part) =>
    curveNames.flatMap((name) => {
      const points = epochs.flatMap((epoch) => {
        const value = epoch[part]?.[name];
        return value === undefined ? [] : [{ x: epoch.epoch, y: value }];
      });
      if (points.length === 0) return [];
      return [
        thinned(
          `${part} ${name}`,
          points.map(({ x }) => x),
          points.map(({ y }) => y),
        ),
      ];
    }),
  );
}

function thinned(name: string, x: number[], y: number[]): RunLine['curves'][number] {
  const step = Math.ceil(x.length / mostPoints);
  const kept = (_: number, at: number): boolean => at % step === 0 || at === x.length - 1;
  return { name, x: x.filter(kept), y: y.filter(kept) };
}

/** What Evaluate and Compare made of runs and fits, by their addresses; of several the newest. */
function measuredOf({ results }: Stored, notebook: NotebookId): Map<string, Metrics> {
  const found = new Map<string, Metrics>();
  for (const { address } of results.ofNotebook(notebook, compare.kind)) {
    const { output, ingredients } = results.get(address);
    const parsed = compare.output.safeParse(output).data;
    ingredients.inputs['recommenders']?.forEach((link, at) => {
      const compared = parsed?.recommenders[at];
      if (compared) found.set(link.address, rankingOf(compared));
    });
  }
  for (const { address } of results.ofNotebook(notebook, evaluate.kind)) {
    const { output, ingredients } = results.get(address);
    const parsed = evaluate.output.safeParse(output).data;
    const run = ingredients.inputs['run']?.[0]?.address;
    if (parsed === undefined || run === undefined) continue;
    const { classification, regression } = parsed.model;
    const measured = Object.entries(classification ?? regression ?? {}).flatMap(
      ([name, { value }]) =>
        value === null ? [] : [{ name: `evaluated ${parsed.part} ${name}`, value }],
    );
    found.set(run, [...(found.get(run) ?? []), ...measured]);
  }
  return found;
}

function rankingOf({ atK }: CompareOutput['recommenders'][number]): Metrics {
  return atK.flatMap(({ k, metrics }) =>
    Object.entries(metrics).flatMap(([name, { value }]) =>
      value === null ? [] : [{ name: `${name}@${k}`, value }],
    ),
  );
}

function dataOf(results: Stored['results'], link: InputLink): RunLine['data'] {
  const sources = new Map<string, string>();
  const queue = [link];
  const seen = new Set<string>();
  while (queue.length > 0 && seen.size < mostLinks) {
    const next = queue.shift();
    if (next === undefined || seen.has(next.address)) continue;
    seen.add(next.address);
    if (next.kind === 'data') sources.set(next.cell, next.name);
    const inputs = results.about(next.address)?.ingredients.inputs ?? {};
    for (const one of Object.values(inputs).flat()) queue.push(one);
  }
  return { sources: [...sources.values()], through: link.name, address: link.address };
}
