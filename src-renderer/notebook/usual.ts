import { fitMemory } from '#shared/estimates/fit-memory.ts';
import type { InteractionsOutput } from '#shared/model/cells/interactions.ts';
import type { Json } from '#shared/model/json.ts';
import type { Cell, NotebookEdit } from '#shared/notebook/notebook.ts';
import {
  algorithm,
  smallerThan,
  usualAlgorithm,
  worthTrying,
  type Algorithm,
} from '#shared/recommenders/index.ts';
import { cellView } from '../cells/registry.ts';
import { freeName } from '#shared/notebook/free-name.ts';
import { ownName } from './own-name.ts';

/** Cells to add below a cell, in one step of undo; `run` is run then, with all it needs. */
export type Usual = { edits: NotebookEdit[]; run: string };

type Planned = {
  kind: string;
  settings?: Record<string, Json>;
  inputs: Record<string, string[]>;
};

/** From a table to a network's figures on the validation part: Features, Model, Train, Evaluate. */
export function usualChain(
  cells: readonly Cell[],
  table: Cell,
  label: string,
  newId: () => string,
): Usual {
  const [features, model, train, evaluate] = [newId(), newId(), newId(), newId()];
  return added(cells, table, [
    [
      features,
      { kind: 'features', settings: { label: { column: label } }, inputs: { table: [table.id] } },
    ],
    [model, { kind: 'model', inputs: { features: [features] } }],
    [train, { kind: 'train', inputs: { model: [model] } }],
    [evaluate, { kind: 'evaluate', inputs: { run: [train] } }],
  ]);
}

/** What fits into memory of those that are strong without being tuned. */
export function usualRecommenders(size: Pick<InteractionsOutput, 'users' | 'items'>): Algorithm[] {
  const memory = fitMemory(usualAlgorithm, size);
  const fits = memory === null || memory.limit === null || memory.bytes <= memory.limit;
  const strong: Algorithm = fits
    ? usualAlgorithm
    : algorithm.parse({ type: smallerThan(usualAlgorithm.type) });
  return [algorithm.parse({ type: 'popular' }), algorithm.parse({ type: worthTrying[0] }), strong];
}

/** Below prepared interactions: most popular, ItemKNN, EASE or iALS, a comparison, and lists user by user. */
export function usualSet(
  cells: readonly Cell[],
  interactions: Cell,
  size: Pick<InteractionsOutput, 'users' | 'items'>,
  newId: () => string,
): Usual {
  const recommenders = usualRecommenders(size).map((choice): [string, Planned] => [
    newId(),
    {
      ...{ kind: 'recommend', settings: { algorithm: choice } },
      inputs: { interactions: [interactions.id] },
    },
  ]);
  const ids = recommenders.map(([id]) => id);
  const [user, compare] = [newId(), newId()];
  return added(cells, interactions, [
    ...recommenders,
    [user, { kind: 'user', inputs: { recommenders: ids } }],
    [compare, { kind: 'compare', inputs: { recommenders: ids } }],
  ]);
}

function added(cells: readonly Cell[], below: Cell, planned: [string, Planned][]): Usual {
  const first = cells.indexOf(below) + 1;
  const known = [...cells];
  const edits = planned.map(([id, { kind, settings = {}, inputs }], at): NotebookEdit => {
    const view = cellView(kind);
    const own = freeName(known, (view && ownName(view, settings)) ?? kind);
    known.push({ id, kind, name: own, settings, inputs, collapsed: false });
    return { type: 'insert', index: first + at, kind, id, name: own, settings, inputs };
  });
  return { edits, run: planned.at(-1)![0] };
}
