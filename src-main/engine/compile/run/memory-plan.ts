import { largest, smallest } from '#shared/statistics/extremes.ts';
import { accessOf } from '../kernels/access.ts';
import { NoLowering } from '../lower/no-lowering.ts';
import { packedBytes } from '../kernels/packing.ts';
import { productForm } from '../kernels/product.ts';
import { sourceOf, type Schedule } from './schedule.ts';
import {
  bytesOf,
  sizeOf,
  splatOf,
  type Graph,
  type Operation,
  type Value,
} from '../lower/value.ts';

export type MemoryPlan = {
  /** Where a value's elements are, in bytes. */
  addressOf: (value: Value) => number;
  isStored: (value: Value) => boolean;
  /** Where a product may pack its factors. */
  scratchOf: (value: Value) => number;
  /** Constants to write once. */
  initial: { address: number; value: Value; values: number | Float32Array | Int32Array }[];
  /** Outputs to bring where the next call expects them. */
  copies: { from: number; to: number; bytes: number }[];
  bytes: number;
};

/** Where a value lies inside another's place. */
type Placement = { host: Value; offset: number };
/** What needs a place: a value, or a product's packed factors, which go by the operation. */
type Span = { value: Value | Operation; bytes: number; start: number; end: number };

const line = 64;
/** The first bytes stay free: address 0 is nobody's. */
const firstFree = 64;

/**
 * A place in memory for every value that needs one, settled before anything runs. Values whose times do not overlap share
 * places; parts of a joined vector are written where it wants them; the first `carried` outputs are written over the
 * inputs of the same numbers, where nothing reads those any more.
 */
export function planMemory(
  graph: Graph,
  { kernels, kernelOf }: Schedule,
  carried: number,
): MemoryPlan {
  const reads = readsOf(graph, kernelOf);
  const outputs = new Set(graph.outputs.map((value) => sourceOf(value).source));
  const isStored = (value: Value): boolean => {
    const own = kernelOf(value);
    if (kernels[own]?.kind !== 'loop') return true;
    return outputs.has(value) || (reads.get(value) ?? []).some(({ kernel }) => kernel !== own);
  };
  const placed = new Map<Value, Placement>();
  for (const value of graph.values) {
    if (value.operation.kind !== 'join') continue;
    let offset = 0;
    for (const part of value.inputs) {
      if (mayMove(part, placed)) placed.set(sourceOf(part).source, { host: value, offset });
      offset += sizeOf(part.shape);
    }
  }
  const partsOf = (host: Value): Value[] => [
    host,
    ...[...placed].filter(([, at]) => at.host === host).flatMap(([value]) => partsOf(value)),
  ];
  const firstWrite = (value: Value): number => smallest(partsOf(value).map(kernelOf));
  const copied: { from: Value; to: Value }[] = [];
  graph.outputs.slice(0, carried).forEach((output, i) => {
    const input = graph.inputs[i];
    const { source } = sourceOf(output);
    if (!input || source === input) return;
    if (source.operation.kind === 'input') throw new NoLowering('a state that becomes another');
    const write = firstWrite(source);
    const over = (reads.get(input) ?? []).every(
      ({ kernel, by, as }) =>
        kernel < write ||
        (kernel === write &&
          sizeOf(as.shape) === sizeOf(input.shape) &&
          (source.operation.kind === 'map'
            ? accessOf(as.shape, by.shape) === 'full'
            : source.operation.kind === 'putRows' && by === source && as === by.inputs[0])),
    );
    if (over && mayMove(output, placed)) placed.set(source, { host: input, offset: 0 });
    else copied.push({ from: output, to: input });
  });
  const spans = graph.values
    .concat(graph.inputs.filter((input) => !graph.values.includes(input)))
    .flatMap((value): Span[] => {
      const { kind } = value.operation;
      if (kind === 'view' || placed.has(value)) return [];
      const bytes = bytesOf(value);
      if (kind === 'input') return [{ value, bytes, start: -1, end: Infinity }];
      const inMemory =
        splatOf(value) === null || neededWhole(value, reads, kernels) || outputs.has(value);
      if (kind === 'constant') return inMemory ? [{ value, bytes, start: -1, end: Infinity }] : [];
      if (!isStored(value)) return [];
      const parts = partsOf(value);
      const lasts = parts.flatMap((part) => (reads.get(part) ?? []).map(({ kernel }) => kernel));
      const end = parts.some((part) => outputs.has(part))
        ? Infinity
        : largest(lasts, kernelOf(value));
      return [{ value, bytes, start: firstWrite(value), end }];
    });
  for (const value of graph.values) {
    if (value.operation.kind !== 'product') continue;
    const { left, right } = packedBytes(productForm(value, value.operation.transposeA));
    const at = kernelOf(value);
    if (left + right > 0)
      spans.push({ value: value.operation, bytes: left + right, start: at, end: at });
  }
  const { addresses, bytes } = allocate(spans);
  const addressOf = (value: Value): number => {
    const { source, offset } = sourceOf(value);
    const at = placed.get(source);
    const start = at ? addressOf(at.host) + at.offset * 4 : addresses.get(source);
    if (start === undefined)
      throw new Error(`value ${source.id} (${source.operation.kind}) has no place`);
    return start + offset * 4;
  };
  return {
    addressOf,
    isStored,
    scratchOf: ({ operation }) => addresses.get(operation) ?? 0,
    initial: spans.flatMap(({ value }) =>
      'operation' in value && value.operation.kind === 'constant'
        ? [{ address: addressOf(value), value, values: value.operation.values }]
        : [],
    ),
    copies: copied.map(({ from, to }) => ({
      ...{ from: addressOf(from), to: addressOf(to), bytes: bytesOf(to) },
    })),
    bytes,
  };
}

type Read = { kernel: number; by: Value; as: Value };

/** Who reads each source, in which kernel, and as what view. */
function readsOf(graph: Graph, kernelOf: (value: Value) => number): Map<Value, Read[]> {
  const reads = new Map<Value, Read[]>();
  for (const by of graph.values) {
    if (by.operation.kind === 'view') continue;
    for (const as of by.inputs) {
      const { source } = sourceOf(as);
      const list = reads.get(source) ?? [];
      list.push({ kernel: kernelOf(by), by, as });
      reads.set(source, list);
    }
  }
  return reads;
}

/** Whether a value is a kernel's own, whole, and without a place yet: then it may be written anywhere. */
function mayMove(value: Value, placed: ReadonlyMap<Value, Placement>): boolean {
  const { source, offset } = sourceOf(value);
  const { kind } = source.operation;
  if (kind === 'input' || kind === 'constant' || placed.has(source)) return false;
  return offset === 0 && sizeOf(source.shape) === sizeOf(value.shape);
}

/** A constant of one number is written out where something else than a loop reads it. */
function neededWhole(
  value: Value,
  reads: ReadonlyMap<Value, Read[]>,
  kernels: Schedule['kernels'],
): boolean {
  return (reads.get(value) ?? []).some(({ kernel }) => kernels[kernel]?.kind !== 'loop');
}

/** First fit, in order of time. */
function allocate(spans: readonly Span[]): {
  addresses: Map<Value | Operation, number>;
  bytes: number;
} {
  const addresses = new Map<Value | Operation, number>();
  const done: (Span & { from: number; to: number })[] = [];
  let bytes = firstFree;
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const length = Math.max(line, Math.ceil(span.bytes / line) * line);
    const taken = done
      .filter((other) => other.end >= span.start && span.end >= other.start)
      .sort((a, b) => a.from - b.from);
    let from = firstFree;
    for (const other of taken) {
      if (other.from - from >= length) break;
      from = Math.max(from, other.to);
    }
    done.push({ ...span, from, to: from + length });
    addresses.set(span.value, from);
    bytes = Math.max(bytes, from + length);
  }
  return { addresses, bytes };
}
