import { PortraitError } from '#shared/errors/index.ts';
import { elementaryFunctions } from './kernels/elementary.ts';
import { FunctionBuilder } from './wasm/function-builder.ts';
import { graphKey } from './lower/graph-key.ts';
import { kernelCode } from './kernels/kernel-code.ts';
import { planMemory } from './run/memory-plan.ts';
import { schedule } from './run/schedule.ts';
import {
  barrierFunction,
  sharedRun,
  usualWorth,
  wholeCall,
  worthThreads,
  type Worth,
} from './run/shared-run.ts';
import { sizeOf, type ElementType, type Graph, type Value } from './lower/value.ts';
import { copyBytes, floats, int, lane, multiplyAdd } from './wasm/wasm-code.ts';
import { moduleBytes } from './wasm/wasm-module.ts';

/** A graph as machine code, with the memory it works on: nothing is allocated by running it. */
export type Program = {
  /** Where to put an input, and where to find an output, by number. Views of one memory: as numbers, whole numbers, bytes. */
  readonly inputs: readonly Float32Array[];
  readonly wholeInputs: readonly Int32Array[];
  readonly byteInputs: readonly Uint8Array[];
  readonly outputs: readonly Float32Array[];
  /** Computes the outputs; the first `carried` of them are the inputs of the same numbers of the next run. */
  run(): void;
  /** What several threads need to do the same, to the bit; null where it is too little for that. */
  readonly shared: SharedProgram | null;
  /** Functions of the module. */
  readonly kernels: number;
  readonly bytes: number;
};

/** A module that instances on several threads run together, each its part: `run(part, parts)`. */
export type SharedProgram = {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  run(part: number, parts: number): void;
};

const page = 65_536;
const mostPages = 65_536;

/**
 * `fused` has products and sums rounded once where the processor can; without it, as in JavaScript, each by itself. What was
 * made of an equal graph before serves again, with a memory of its own. `worth` says what several threads are for.
 * @throws NoLowering, or PortraitError `engine_out_of_memory` for more than the 4 GiB a module can have
 */
export function compile(
  graph: Graph,
  carried: number,
  fused = canFuse(),
  worth = usualWorth,
): Program {
  const { module, plan, kernels, shared } = cached(graph, carried, fused, worth);
  // Vectors are read past the end of what is last.
  const memory = memoryOf(plan.bytes + 64, shared);
  for (const { address, size, type, values } of plan.initial) {
    const place =
      type === 'i32'
        ? new Int32Array(memory.buffer, address, size)
        : new Float32Array(memory.buffer, address, size);
    if (typeof values === 'number') place.fill(values);
    else place.set(values);
  }
  const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const runPart = run as SharedProgram['run'];
  const at = ({ address, size }: Place) => [memory.buffer, address, size] as const;
  const bytes = ({ type }: Place): boolean => type === 'u8';
  return {
    inputs: plan.inputs.map((place) =>
      bytes(place) ? new Float32Array(0) : new Float32Array(...at(place)),
    ),
    wholeInputs: plan.inputs.map((place) =>
      bytes(place) ? new Int32Array(0) : new Int32Array(...at(place)),
    ),
    byteInputs: plan.inputs.map((place) => new Uint8Array(...at(place))),
    outputs: plan.outputs.map((place) => new Float32Array(...at(place))),
    run: shared ? () => runPart(0, 1) : (run as () => void),
    shared: shared ? { module, memory, run: runPart } : null,
    kernels,
    bytes: memory.buffer.byteLength,
  };
}

type Place = { address: number; size: number; type: ElementType };
/** What is made of a graph, without its memory and without the graph. */
type Made = {
  module: WebAssembly.Module;
  shared: boolean;
  kernels: number;
  plan: {
    bytes: number;
    initial: (Place & { values: number | Float32Array | Int32Array })[];
    inputs: Place[];
    outputs: Place[];
  };
};

/** Modules kept at once; the one not used for longest goes first. */
const mostKept = 32;
const kept = new Map<string, Made>();

function cached(graph: Graph, carried: number, fused: boolean, worth: Worth): Made {
  const key = `${graphKey(graph)} ${carried} ${fused} ${worth.kernel} ${worth.program}`;
  const made = kept.get(key) ?? make(graph, carried, fused, worth);
  kept.delete(key);
  kept.set(key, made);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return made;
}

function make(graph: Graph, carried: number, fused: boolean, worth: Worth): Made {
  const planned = schedule(graph);
  const plan = planMemory(graph, planned, carried);
  const uses = countUses(graph);
  const usesOf = (value: Value): number => uses.get(value) ?? 0;
  const functions = elementaryFunctions(fused);
  const calls = kernelCode(planned.kernels, { plan, fused, usesOf, functions });
  const copies = plan.copies.map(({ from, to, bytes }) => copyBytes(int(to), int(from), bytes));
  const shared = worthThreads(calls, worth);
  if (shared) {
    const barrier = functions.push(barrierFunction()) - 1;
    functions.push(sharedRun(calls, copies, barrier, worth));
  } else functions.push(new FunctionBuilder().finish([calls.map(wholeCall), copies]));
  const placeOf = (value: Value): Place => ({
    address: plan.addressOf(value),
    size: sizeOf(value.shape),
    type: value.type,
  });
  return {
    module: new WebAssembly.Module(moduleBytes(functions, shared)),
    shared,
    kernels: functions.length,
    plan: {
      bytes: plan.bytes,
      initial: plan.initial.map(({ value, values }) => ({ ...placeOf(value), values })),
      inputs: graph.inputs.map(placeOf),
      outputs: graph.outputs.map((value, i) => {
        const input = graph.inputs[i];
        return placeOf(i < carried && input ? input : value);
      }),
    },
  };
}

function countUses(graph: Graph): Map<Value, number> {
  const uses = new Map<Value, number>();
  for (const value of [...graph.values.flatMap(({ inputs }) => inputs), ...graph.outputs]) {
    uses.set(value, (uses.get(value) ?? 0) + 1);
  }
  return uses;
}

function memoryOf(bytes: number, shared: boolean): WebAssembly.Memory {
  const pages = Math.ceil(bytes / page);
  try {
    // A memory that threads share takes its greatest size at once.
    return shared
      ? new WebAssembly.Memory({ initial: pages, maximum: pages, shared })
      : new WebAssembly.Memory({ initial: pages, maximum: mostPages });
  } catch (cause) {
    if (!(cause instanceof RangeError || cause instanceof TypeError)) throw cause;
    throw new PortraitError('engine_out_of_memory', { device: 'CPU' }, { cause });
  }
}

let fusable: boolean | null = null;

/** Whether this JavaScript engine knows multiply-adds that the processor may round once. */
function canFuse(): boolean {
  const probe = lane(multiplyAdd(true, floats(0), floats(0), floats(0)), 0);
  return (fusable ??= WebAssembly.validate(
    moduleBytes([{ parameters: [], result: 'f32', locals: [], body: probe }]),
  ));
}
