import {
  dataType,
  type Attr,
  type FunctionDef,
  type NodeDef,
} from '#shared/model-files/tensorflow-graph.ts';
import { args, oneThread, type LoopLayout } from './loop-layout.ts';

/** Node `call`: the tail at the loop's end, or what the loop left. */
export function tailNode({ variables, stateCount }: LoopLayout): NodeDef {
  const [flag, slot] = [variables.length, variables.length + 1];
  const inputs = variables.map((_, i) => {
    if (i < 2) return 'in_1';
    if (i === 2) return `in_${slot}`;
    return i < 4 + stateCount ? `loop:${i - 3}` : `in_${i}`;
  });
  const types: Attr = { kind: 'types', value: variables.map(({ dtype }) => dtype) };
  return {
    name: 'call',
    op: 'StatelessIf',
    inputs: [`in_${flag}`, ...inputs],
    attrs: {
      Tcond: { kind: 'type', value: dataType.int32 },
      Tin: types,
      Tout: types,
      then_branch: { kind: 'function', name: 'tail', attrs: oneThread },
      else_branch: { kind: 'function', name: 'passing', attrs: oneThread },
    },
  };
}

/** The variables as they are. */
export function passing({ variables }: LoopLayout): FunctionDef {
  return {
    name: 'passing',
    inputs: args('in_', variables),
    outputs: args('out_', variables),
    nodes: [],
    returns: Object.fromEntries(variables.map((_, i) => [`out_${i}`, `in_${i}`])),
  };
}
