import { json, type Json } from '#shared/model/json.ts';
import type { Ingredients, InputLink, Workspace } from '../../storage/index.ts';
import type { UntypedKind } from '../untyped-kind.ts';

type Deps = {
  workspace: Workspace;
  kinds: ReadonlyMap<string, UntypedKind>;
  clock: () => number;
};

/**
 * Makes the inputs that show names given by hand, where they are not there yet, out of the results without them. Gives
 * the ids of their tables: what is made from them keeps them.
 */
export async function namedInputs(
  deps: Deps,
  { inputs }: Ingredients,
  signal: AbortSignal,
): Promise<string[]> {
  const tables: string[] = [];
  for (const link of Object.values(inputs).flat()) {
    if (link.named === undefined) continue;
    if (!deps.workspace.results.has(link.address)) await makeNamed(deps, link, link.named, signal);
    for (const id of deps.workspace.results.artefacts(link.address, 'table')) tables.push(id);
  }
  return tables;
}

async function makeNamed(
  { workspace, kinds, clock }: Deps,
  { address, kind: name }: InputLink,
  { of, settings: names }: NonNullable<InputLink['named']>,
  signal: AbortSignal,
): Promise<void> {
  const kind = kinds.get(name);
  if (kind?.named === undefined) return;
  const began = clock();
  const { output, ingredients } = workspace.results.get(of);
  const settings = { ...fields(ingredients.settings), ...fields(names) };
  const made = await kind.named({ workspace, signal }, output, settings);
  const artefacts = kind.artefacts(made);
  const now = clock();
  workspace.results.put({
    address,
    kind: name,
    output: json.parse(made),
    ingredients: { ...ingredients, settings },
    bytes: workspace.artefactBytes({ ...artefacts, blobs: [], runs: [] }),
    milliseconds: now - began,
    madeAt: now,
    artefacts,
  });
}

function fields(value: Json): Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
