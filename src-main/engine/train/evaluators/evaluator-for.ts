import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import type { Layout } from '#shared/network/layout.ts';
import { buildForProcess } from '../../compile/run/process-crew.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { compiledEvaluator } from './compiled-evaluator.ts';
import { compiledOr } from '../../compile/compiled-or.ts';
import { eagerEvaluator } from './eager-evaluator.ts';
import type { BatchEvaluator } from './evaluator.ts';
import { replayEvaluator } from './replay-evaluator.ts';

/**
 * The fastest way of a runtime to evaluate a model on labels of `targets` columns, or to predict where that is null; `noting` hears of an operation
 * that has no compiled form where one is wanted.
 */
export function evaluatorFor(
  { native, name }: Pick<Runtime, 'native' | 'name'>,
  spec: ModelSpec,
  layout: Layout,
  { targets, noting }: { targets: number | null; noting: (operation: string) => void },
): BatchEvaluator {
  if (native) return replayEvaluator(native, spec, layout);
  const eager = (): BatchEvaluator => eagerEvaluator(spec, layout);
  if (name !== 'wasm') return eager();
  return compiledOr(() => compiledEvaluator(spec, layout, targets, buildForProcess), eager, noting);
}
