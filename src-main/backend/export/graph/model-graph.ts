import type { ExportedModel } from '#shared/export/exported-model.ts';
import { namedWeights } from '#shared/export/weights.ts';
import { featureGraph } from './features.ts';
import { networkGraph } from './network.ts';
import { planGraph } from './plan.ts';
import type { PlanSplit } from './plan-split.ts';
import type { Primitives } from './primitives.ts';

/** A result for each row: one number, one of each class, or one text. */
export type GraphOutput<V> = {
  name: string;
  value: V;
  type: 'float' | 'double' | 'string';
  /** Numbers a row; null where there is just one. */
  width: number | null;
};

/**
 * From the columns given to what a consumer wants: `probability` and `label` (by the threshold), `probabilities` and `label`
 * (the likeliest), or `value` in the label's own unit. A name that a column has already gets a `_` behind it.
 * @throws PortraitError as `featureGraph`
 */
export function modelGraph<V>(
  g: Primitives<V>,
  model: ExportedModel,
  { columns, inside }: PlanSplit,
): { features: V; outputs: GraphOutput<V>[] } {
  const features = featureGraph(g, model.prep, planGraph(g, columns, inside));
  const weights = namedWeights(model.spec, model.weights.data);
  const tensorOf = (name: string): Float32Array => Float32Array.from(weights.get(name) ?? []);
  const raw = networkGraph(g, model.spec, tensorOf, features);
  const outputs = outputsOf(g, model, raw).map((output) => ({
    ...output,
    name: freeName(output.name, columns),
  }));
  return { features, outputs };
}

function outputsOf<V>(g: Primitives<V>, model: ExportedModel, raw: V): GraphOutput<V>[] {
  const { label } = model.prep;
  const named = (index: V): GraphOutput<V> => ({
    ...{ name: 'label', type: 'string', width: null },
    value: g.pickText(index, label.classes),
  });
  if (label.kind === 'classes') {
    const width = label.classes.length;
    const probabilities = { name: 'probabilities', value: raw, type: 'float' as const, width };
    return [probabilities, named(g.largest(raw))];
  }
  const only = g.only(raw);
  if (label.kind === 'number') {
    const value = g.add(g.divide(g.exact(only), g.number(label.factor)), g.number(label.offset));
    return [{ name: 'value', value, type: 'double', width: null }];
  }
  const threshold = g.number(model.decision?.threshold ?? 0.5);
  const isBelow = g.less(g.exact(only), threshold);
  const index = g.index(g.where(isBelow, g.number(0), g.number(1)));
  return [{ name: 'probability', value: only, type: 'float', width: null }, named(index)];
}

function freeName(name: string, columns: readonly { name: string }[]): string {
  return columns.some((column) => column.name === name) ? freeName(`${name}_`, columns) : name;
}
