import type { NativeBinding } from '../runtime/runtime.ts';
import type { Execution } from './execution.ts';
import type { Attrs, GraphDef, NodeDef } from './graph-def.ts';
import type { Trace, ValueType } from './trace.ts';
import { traceToFunction } from './trace-function.ts';

/** A graph to load, with the names to feed and fetch, as the addon takes them. */
export type RunnableGraph = { graph: GraphDef; feeds: string; fetches: string };

/** A graph that calls the traced function once. */
export function functionGraph(
  trace: Trace,
  binding: NativeBinding,
  execution: Execution,
): RunnableGraph {
  const fn = traceToFunction('traced', trace, binding);
  const call = callNode('traced', trace.inputs, trace.outputTypes, execution);
  return {
    graph: { nodes: [...trace.inputs.map(placeholder), call], functions: [fn] },
    ...names(trace.inputs.length, trace.outputTypes.length),
  };
}

/** Placeholder `in_<index>` of a fixed shape: XLA compiles for shapes. */
export function placeholder({ dtype, shape }: ValueType, index: number): NodeDef {
  return {
    name: `in_${index}`,
    op: 'Placeholder',
    inputs: [],
    attrs: { dtype: { kind: 'type', value: dtype }, shape: { kind: 'shape', value: shape } },
  };
}

/** Node `call`: the function of all placeholders in order. */
export function callNode(
  name: string,
  inputs: readonly ValueType[],
  outputs: readonly ValueType[],
  execution: Execution,
): NodeDef {
  return {
    name: 'call',
    op: 'StatefulPartitionedCall',
    inputs: inputs.map((_, i) => `in_${i}`),
    attrs: {
      Tin: { kind: 'types', value: inputs.map(({ dtype }) => dtype) },
      Tout: { kind: 'types', value: outputs.map(({ dtype }) => dtype) },
      f: { kind: 'function', name, attrs: {} },
      ...executionAttrs(execution),
    },
  };
}

export function names(inputs: number, outputs: number): { feeds: string; fetches: string } {
  const list = (prefix: string, count: number, suffix: string): string =>
    Array.from({ length: count }, (_, i) => `${prefix}${i}${suffix}`).join(',');
  return { feeds: list('in_', inputs, ':0'), fetches: list('call:', outputs, '') };
}

/** Compiled: the whole function is one XLA kernel. Interpreted: one thread walks its operations in order. */
function executionAttrs(execution: Execution): Attrs {
  return execution === 'compiled'
    ? { _XlaMustCompile: { kind: 'bool', value: true } }
    : { executor_type: { kind: 'string', value: 'SINGLE_THREADED_EXECUTOR' } };
}
