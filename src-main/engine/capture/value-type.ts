import type { Ref, Trace, ValueType } from './trace.ts';

export function typeOf(ref: Ref, trace: Trace): ValueType {
  const found =
    ref.from === 'input'
      ? trace.inputs[ref.index]
      : ref.from === 'constant'
        ? trace.constants[ref.index]
        : trace.nodes[ref.index]?.outputs[ref.output];
  if (!found) throw new RangeError(`no value ${ref.from} ${ref.index}`);
  return found;
}
