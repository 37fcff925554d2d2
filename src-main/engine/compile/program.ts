import { PortraitError } from '#shared/errors/index.ts';
import { elementaryFunctions } from './elementary.ts';
import { FunctionBuilder } from './function-builder.ts';
import { loopFunction } from './loop.ts';
import { planMemory, type MemoryPlan } from './memory-plan.ts';
import { productFunction } from './product.ts';
import { drawsFunction, wordsFunction } from './random-words.ts';
import { argMaxFunction, copyFunction, oneHotFunction, reduceFunction } from './rows.ts';
import { schedule, type Kernel } from './schedule.ts';
import { sizeOf, type Graph, type Value } from './value.ts';
import { call, copyBytes, floats, int, lane, multiplyAdd, type Code } from './wasm-code.ts';
import { moduleBytes, type WasmFunction } from './wasm-module.ts';

/** A graph as machine code, with the memory it works on: nothing is allocated by running it. */
export type Program = {
  /** Where to put an input, and where to find an output, by number. Views of one memory; steps are whole numbers. */
  readonly inputs: readonly Float32Array<ArrayBuffer>[];
  readonly steps: readonly Int32Array<ArrayBuffer>[];
  readonly outputs: readonly Float32Array<ArrayBuffer>[];
  /** Computes the outputs; the first `carried` of them are the inputs of the same numbers of the next run. */
  run(): void;
  /** Functions of the module. */
  readonly kernels: number;
  readonly bytes: number;
};

const page = 65_536;
const mostPages = 65_536;

/**
 * `fused` has products and sums rounded once where the processor can; without it, as in JavaScript, each by itself.
 * @throws NoLowering, or PortraitError `engine_out_of_memory` for more than the 4 GiB a module can have
 */
export function compile(graph: Graph, carried: number, fused = canFuse()): Program {
  const planned = schedule(graph);
  const plan = planMemory(graph, planned, carried);
  const uses = countUses(graph);
  const functions = elementaryFunctions(fused);
  const calls: Code[] = [];
  for (const kernel of planned.kernels) {
    const made = kernelFunction(kernel, plan, fused, (value) => uses.get(value) ?? 0);
    if (made) calls.push(call(functions.push(made) - 1));
  }
  const copies = plan.copies.map(({ from, to, bytes }) => copyBytes(int(to), int(from), bytes));
  functions.push(new FunctionBuilder().finish([calls, copies]));
  // Vectors are read past the end of what is last.
  const memory = memoryOf(plan.bytes + 64);
  for (const { address, size, values } of plan.initial) {
    const place = new Float32Array(memory.buffer, address, size);
    if (typeof values === 'number') place.fill(values);
    else place.set(values);
  }
  const module = new WebAssembly.Module(moduleBytes(functions));
  const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  const floatsAt = (value: Value): Float32Array<ArrayBuffer> =>
    new Float32Array(memory.buffer, plan.addressOf(value), sizeOf(value.shape));
  return {
    inputs: graph.inputs.map(floatsAt),
    steps: graph.inputs.map(
      (value) => new Int32Array(memory.buffer, plan.addressOf(value), sizeOf(value.shape)),
    ),
    outputs: graph.outputs.map((value, i) => {
      const input = graph.inputs[i];
      return floatsAt(i < carried && input ? input : value);
    }),
    run: run as () => void,
    kernels: functions.length,
    bytes: memory.buffer.byteLength,
  };
}

function kernelFunction(
  kernel: Kernel,
  { addressOf, isStored }: MemoryPlan,
  fused: boolean,
  usesOf: (value: Value) => number,
): WasmFunction | null {
  if (kernel.kind === 'loop') return loopFunction({ kernel, addressOf, isStored, usesOf, fused });
  const { value } = kernel;
  const { operation, shape } = value;
  const size = sizeOf(shape);
  const [first = value, second = value] = value.inputs;
  const [from, out] = [operation.kind === 'join' ? 0 : addressOf(first), addressOf(value)];
  const [rows = 1, columns = 1] = shape;
  switch (operation.kind) {
    case 'product': {
      const k = first.shape[operation.transposeA ? 0 : 1] ?? 0;
      const form = { m: rows, n: columns, k, transposeA: operation.transposeA };
      return productFunction(form, { a: from, b: addressOf(second), out }, fused);
    }
    case 'reduce': {
      const { fn, length, inner, scale } = operation;
      return reduceFunction({ fn, outer: size / inner, length, inner, scale }, from, out);
    }
    case 'argMax':
      return argMaxFunction({ outer: size, length: operation.length }, from, out);
    case 'oneHot':
      return oneHotFunction({ outer: size / operation.depth, depth: operation.depth }, from, out);
    case 'columns': {
      const source = { address: from + operation.first * 4, row: operation.width * 4, column: 4 };
      return copyFunction({ rows, columns }, source, { address: out, row: columns * 4, column: 4 });
    }
    case 'transpose': {
      const source = { address: from, row: 4, column: rows * 4 };
      return copyFunction({ rows, columns }, source, { address: out, row: columns * 4, column: 4 });
    }
    case 'words':
      return wordsFunction(operation, size, from, out);
    case 'draws':
      return drawsFunction(operation, size, from, out);
    case 'join':
      return joinFunction(value, addressOf, out);
    default:
      return null;
  }
}

/** Brings the parts that are not there yet. */
function joinFunction(
  { inputs }: Value,
  addressOf: (value: Value) => number,
  out: number,
): WasmFunction | null {
  let to = out;
  const moves = inputs.flatMap((part): Code[] => {
    const [from, at, bytes] = [addressOf(part), to, sizeOf(part.shape) * 4];
    to += bytes;
    return from === at ? [] : [copyBytes(int(at), int(from), bytes)];
  });
  return moves.length > 0 ? new FunctionBuilder().finish(moves) : null;
}

function countUses(graph: Graph): Map<Value, number> {
  const uses = new Map<Value, number>();
  for (const value of [...graph.values.flatMap(({ inputs }) => inputs), ...graph.outputs]) {
    uses.set(value, (uses.get(value) ?? 0) + 1);
  }
  return uses;
}

function memoryOf(bytes: number): WebAssembly.Memory {
  const pages = Math.ceil(bytes / page);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: mostPages });
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
