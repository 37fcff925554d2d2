import type { NativeBinding } from '../runtime/runtime.ts';
import type { Execution } from './execution.ts';
import type { Attrs, GraphDef, NodeDef } from '#shared/model-files/tensorflow-graph.ts';
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

/** All placeholders, and the outputs of `call` from `first` to before `end`. */
export function names(inputs: number, end: number, first = 0): { feeds: string; fetches: string } {
  const feeds = Array.from({ length: inputs }, (_, i) => `in_${i}:0`);
  const fetches = Array.from({ length: end - first }, (_, i) => `call:${first + i}`);
  return { feeds: feeds.join(','), fetches: fetches.join(',') };
}

/** Compiled: the whole function is one XLA kernel. Interpreted: one thread walks its operations in order. */
function executionAttrs(execution: Execution): Attrs {
  return execution === 'compiled'
    ? { _XlaMustCompile: { kind: 'bool', value: true } }
    : { executor_type: { kind: 'string', value: 'SINGLE_THREADED_EXECUTOR' } };
}
