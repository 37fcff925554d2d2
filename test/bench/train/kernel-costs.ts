import { elementaryFunctions } from '../../../src-main/engine/compile/kernels/elementary.ts';
import { FunctionBuilder } from '../../../src-main/engine/compile/wasm/function-builder.ts';
import { kernelCode } from '../../../src-main/engine/compile/kernels/kernel-code.ts';
import { planMemory } from '../../../src-main/engine/compile/run/memory-plan.ts';
import { schedule, type Kernel } from '../../../src-main/engine/compile/run/schedule.ts';
import { wholeCall } from '../../../src-main/engine/compile/run/shared-run.ts';
import type { Graph, Value } from '../../../src-main/engine/compile/lower/value.ts';
import { moduleBytes } from '../../../src-main/engine/compile/wasm/wasm-module.ts';

export type KernelCost = { kernel: string; microseconds: number };

/**
 * What each kernel of a compiled function takes alone, on one thread, on the memory that `fill` prepared: the least of some
 * rounds of processor time.
 */
export function kernelCosts(
  graph: Graph,
  carried: number,
  fill: (address: (value: Value) => number, memory: ArrayBuffer) => void,
): KernelCost[] {
  const planned = schedule(graph);
  const plan = planMemory(graph, planned, carried);
  const uses = new Map<Value, number>();
  for (const value of [...graph.values.flatMap(({ inputs }) => inputs), ...graph.outputs])
    uses.set(value, (uses.get(value) ?? 0) + 1);
  const functions = elementaryFunctions(true);
  const surroundings = { plan, fused: true, usesOf: (value: Value) => uses.get(value) ?? 0 };
  const memory = new WebAssembly.Memory({
    initial: Math.ceil((plan.bytes + 64) / 65_536),
    maximum: 65_536,
  });
  for (const { address, value, values } of plan.initial) {
    const place = value.type === 'i32' ? Int32Array : Float32Array;
    const count = value.shape.reduce((a, b) => a * b, 1);
    const view = new place(memory.buffer, address, count);
    if (typeof values === 'number') view.fill(values);
    else view.set(values);
  }
  fill(plan.addressOf, memory.buffer);
  const made = planned.kernels.map((kernel) => ({
    name: nameOf(kernel),
    calls: kernelCode([kernel], { ...surroundings, functions }),
  }));
  const runs = made.map(({ name, calls }) => {
    const own = new FunctionBuilder().finish(calls.map(wholeCall));
    const module = new WebAssembly.Module(moduleBytes([...functions, own]));
    const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports;
    return { name, run: run as () => void, microseconds: Infinity };
  });
  for (let round = 0; round < 12; round++) {
    for (const one of runs) {
      const times = one.microseconds < 50 ? 40 : 1;
      const started = process.cpuUsage();
      for (let i = 0; i < times; i++) one.run();
      const { user, system } = process.cpuUsage(started);
      if (round > 4) one.microseconds = Math.min(one.microseconds, (user + system) / times);
    }
  }
  return runs.map(({ name, microseconds }) => ({ kernel: name, microseconds }));
}

function nameOf(kernel: Kernel): string {
  if (kernel.kind === 'loop') {
    const names = kernel.values.map(({ operation }) =>
      operation.kind === 'map' ? operation.fn : operation.kind,
    );
    return `loop [${kernel.rows}, ${kernel.columns}] ${names.join(' ')}`;
  }
  const { operation, shape, inputs } = kernel.value;
  const from = inputs.map((input) => `[${input.shape.join()}]`).join(' ');
  return `${operation.kind} ${from} to [${shape.join()}]`;
}
