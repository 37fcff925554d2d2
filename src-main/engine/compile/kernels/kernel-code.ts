import { FunctionBuilder } from '../wasm/function-builder.ts';
import { stridesOf } from '../lower/graph-builder.ts';
import { loopFunction } from './loop.ts';
import type { MemoryPlan } from '../run/memory-plan.ts';
import { packed, packedBytes, packLeft, packRight } from './packing.ts';
import { productForm, productFunction } from './product.ts';
import { drawsFunction, wordsFunction } from './random-words.ts';
import { argMaxFunction, oneHotFunction, reduceFunction } from './rows.ts';
import type { Kernel } from '../run/schedule.ts';
import { stridedFunction } from './strided.ts';
import {
  gatherFunction,
  placesFunction,
  putRowsFunction,
  scatterAddFunction,
  sumAlikeFunction,
} from './table-rows.ts';
import { sizeOf, type Value } from '../lower/value.ts';
import type { KernelCall } from '../run/shared-run.ts';
import { copyBytes, int, type Code } from '../wasm/wasm-code.ts';
import type { WasmFunction } from '../wasm/wasm-module.ts';
import { whole, type Work } from '../run/work.ts';

type Surroundings = {
  plan: MemoryPlan;
  fused: boolean;
  usesOf: (value: Value) => number;
  /** The module's functions so far; those of the kernels are put behind them. */
  functions: WasmFunction[];
};

/** Calls of the kernels in turn. Products of one form are one function. */
export function kernelCode(
  kernels: readonly Kernel[],
  { plan, fused, usesOf, functions }: Surroundings,
): KernelCall[] {
  const { addressOf, isStored } = plan;
  const products = new Map<string, KernelCall>();
  const own = ({ made, ...work }: Work): KernelCall => ({
    ...work,
    ...{ fn: functions.push(made) - 1, args: [] },
  });
  return kernels.flatMap((kernel): KernelCall[] => {
    if (kernel.kind === 'loop')
      return [own(loopFunction({ kernel, addressOf, isStored, usesOf, fused }))];
    const { value } = kernel;
    if (value.operation.kind !== 'product') return singleFunctions(value, addressOf).map(own);
    const form = productForm(value, value.operation.transposeA);
    const key = JSON.stringify(form);
    const known = products.get(key) ?? own(productFunction(form, fused));
    products.set(key, known);
    const [a = 0, b = 0, out = 0] = [...value.inputs, value].map(addressOf);
    const { left, right } = packed(form);
    const bytes = packedBytes(form);
    const packedA = plan.scratchOf(value);
    const packedB = packedA + bytes.left;
    return [
      ...(left ? [own(packLeft(form, a, packedA))] : []),
      ...(right ? [own(packRight(form, b, packedB))] : []),
      { ...known, args: [a, b, out, packedA, packedB].map(int) },
    ];
  });
}

/** What makes any other value: one function, or several one after the other. */
function singleFunctions(value: Value, addressOf: (value: Value) => number): Work[] {
  const { operation, shape, inputs } = value;
  const size = sizeOf(shape);
  const at = (index: number): number => {
    const input = inputs[index];
    return input ? addressOf(input) : 0;
  };
  const countOf = (index: number): number => sizeOf(inputs[index]?.shape ?? []);
  const out = addressOf(value);
  switch (operation.kind) {
    case 'reduce': {
      const { fn, length, inner, scale } = operation;
      return [reduceFunction({ fn, outer: size / inner, length, inner, scale }, at(0), out)];
    }
    case 'argMax':
      return [argMaxFunction({ outer: size, length: operation.length }, at(0), out)];
    case 'oneHot': {
      const one = value.type === 'i32' ? 1 : oneAsFloat;
      const { depth } = operation;
      return [oneHotFunction({ outer: size / depth, depth, one }, at(0), out)];
    }
    case 'strided': {
      const from = { address: at(0) + operation.first * 4, strides: operation.strides };
      return [stridedFunction(shape, from, { address: out, strides: stridesOf(shape) })];
    }
    case 'joinColumns':
      return columnParts(value, addressOf, out);
    case 'gather': {
      const places = { table: at(0), ids: at(1), out };
      const bytes = inputs[0]?.type === 'u8';
      return [gatherFunction({ ...operation, count: countOf(1) }, places, bytes)];
    }
    case 'scatterAdd': {
      const places = { ids: at(0), updates: at(1), out };
      return [scatterAddFunction({ ...operation, count: countOf(0) }, places)];
    }
    case 'places': {
      const table = { rows: operation.rows, width: 1, count: countOf(0) };
      return [placesFunction(table, { ids: at(0), out })];
    }
    case 'sumAlike': {
      const table = { rows: countOf(2), width: operation.width, count: countOf(1) };
      return [sumAlikeFunction(table, { values: at(0), ids: at(1), places: at(2), out })];
    }
    case 'putRows': {
      const places = { table: at(0), ids: at(1), updates: at(2), out };
      return [putRowsFunction({ ...operation, count: countOf(1) }, places)];
    }
    case 'words':
      return [wordsFunction(operation, size, at(0), out)];
    case 'draws':
      return [drawsFunction(operation, size, at(0), out)];
    case 'join':
      return joined(value, addressOf, out);
    default:
      return [];
  }
}

/** The word of 1 as a float32. */
const oneAsFloat = 0x3f800000;

/** Brings the parts that are not there yet. */
function joined({ inputs }: Value, addressOf: (value: Value) => number, out: number): Work[] {
  let to = out;
  const moves = inputs.flatMap((part): Code[] => {
    const [from, at, bytes] = [addressOf(part), to, sizeOf(part.shape) * 4];
    to += bytes;
    return from === at ? [] : [copyBytes(int(at), int(from), bytes)];
  });
  return moves.length > 0 ? [whole(new FunctionBuilder().finish(moves))] : [];
}

function columnParts(
  { inputs, shape }: Value,
  addressOf: (value: Value) => number,
  out: number,
): Work[] {
  const width = shape.at(-1) ?? 1;
  let to = out;
  return inputs.map((part) => {
    const address = to;
    to += (part.shape.at(-1) ?? 1) * 4;
    const from = { address: addressOf(part), strides: stridesOf(part.shape) };
    return stridedFunction(part.shape, from, { address, strides: [width, 1] });
  });
}
