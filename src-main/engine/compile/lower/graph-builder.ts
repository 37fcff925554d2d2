import { isNeutral, ordered, type Meaning, type Vocabulary } from '../../graph/rules.ts';
import { Simplifier } from '../../graph/simplifier.ts';
import { accessOf, rowsFor } from '../kernels/access.ts';
import { NoLowering } from './no-lowering.ts';
import { foldedMap } from '../kernels/folded-map.ts';
import { operationKey } from './graph-key.ts';
import {
  sizeOf,
  splatOf,
  type ElementType,
  type Graph,
  type MapName,
  type Operation,
  type Value,
} from './value.ts';

/** Constants up to this size are compared with each other. */
const comparedSize = 4096;

const vocabulary: Vocabulary<Operation, ElementType> = {
  key: (operation, shape) => {
    const listed = operation.kind === 'constant' && typeof operation.values !== 'number';
    return listed && sizeOf(shape) > comparedSize ? null : operationKey(operation);
  },
  meaning,
  joined: (outer, inner) => ({ kind: 'view', offset: offsetOf(outer) + offsetOf(inner) }),
  splat: splatOf,
};

function meaning(operation: Operation): Meaning | null {
  if (operation.kind === 'view') return 'view';
  if (operation.kind !== 'map') return null;
  const { fn } = operation;
  return fn === 'add' || fn === 'sub' || fn === 'mul' || fn === 'div' || fn === 'copy' ? fn : null;
}

const offsetOf = (operation: Operation): number =>
  operation.kind === 'view' ? operation.offset : 0;

/** Builds a graph of what loops can do, simplified by the rules of all recordings and by those that only loops have. */
export class GraphBuilder {
  #inputs: Value[] = [];
  #graph = new Simplifier<Operation, ElementType>(vocabulary);

  input(shape: readonly number[], type: ElementType = 'f32'): Value {
    const made = this.#make({ kind: 'input', index: this.#inputs.length }, [], shape, type);
    this.#inputs.push(made);
    return made;
  }

  constant(values: ArrayLike<number>, shape: readonly number[], type: 'f32' | 'i32'): Value {
    const first = values[0]!;
    let alike = true;
    for (let i = 1; i < values.length && alike; i++) alike = Object.is(values[i], first);
    if (alike) return this.splat(first, shape, type);
    const kept = type === 'i32' ? Int32Array.from(values) : Float32Array.from(values);
    return this.#make({ kind: 'constant', values: kept }, [], shape, type);
  }

  splat(value: number, shape: readonly number[] = [], type: ElementType = 'f32'): Value {
    const kept = type === 'f32' ? Math.fround(value) : value | 0;
    return this.#make({ kind: 'constant', values: kept }, [], shape, type);
  }

  /** @throws NoLowering where shapes do not fit each other, or whole numbers have no such function */
  map(fn: MapName, ...given: Value[]): Value {
    const shape = given.reduce<readonly number[]>((all, { shape: own }) => broadcast(all, own), []);
    const inputs = this.#walkedAlike(ordered(meaning({ kind: 'map', fn }), given, splatOf), shape);
    const [a, b, c] = inputs;
    const type = typeOf(fn, inputs);
    const numbers = inputs.map(splatOf);
    if (numbers.every((value) => value !== null))
      return this.splat(foldedMap(fn, numbers, a?.type === 'i32'), shape, type);
    const [, second = null, third = null] = numbers;
    // Of another shape than the result: repeated, where the rules would leave it.
    const meant = meaning({ kind: 'map', fn });
    if (a && isNeutral(meant, second) && a.shape.join() !== shape.join())
      return this.broadcast(a, shape);
    if (a && b && fn === 'mul' && a.operation.kind === 'draws' && second !== null) {
      const scale = Math.fround(a.operation.scale * second);
      return this.#make({ ...a.operation, scale }, a.inputs, shape, type);
    }
    if (fn === 'select' && a && b && c && b === c) return this.broadcast(b, shape);
    if (fn === 'select' && a && isTruth(a) && type === 'f32' && second === 1 && third === 0)
      return this.broadcast(a, shape);
    return this.#make({ kind: 'map', fn }, inputs, shape, type);
  }

  broadcast(value: Value, shape: readonly number[]): Value {
    if (value.shape.join() === shape.join()) return value;
    const number = splatOf(value);
    if (number !== null) return this.splat(number, shape, value.type);
    if (sizeOf(shape) === sizeOf(value.shape)) return this.view(value, 0, shape);
    if (accessOf(value.shape, shape) === null) return this.#repeated(value, shape);
    return this.#make({ kind: 'map', fn: 'copy' }, [value], shape, value.type);
  }

  /** What a loop cannot read as it lies, or not in the rows that the operands before it want, is repeated in memory. */
  #walkedAlike(inputs: readonly Value[], shape: readonly number[]): Value[] {
    let rows: number | null = null;
    return inputs.map((input) => {
      if (splatOf(input) !== null) return input;
      const wanted = rowsFor(input.shape, shape);
      const fits = wanted === null || rows === null || wanted === rows;
      if (accessOf(input.shape, shape) === null || !fits) return this.#repeated(input, shape);
      rows ??= wanted;
      return input;
    });
  }

  #repeated(value: Value, shape: readonly number[]): Value {
    const own = [...Array<number>(shape.length - value.shape.length).fill(1), ...value.shape];
    const strides = stridesOf(own).map((stride, i) => (own[i] === 1 ? 0 : stride));
    return this.strided(value, 0, strides, shape);
  }

  /** @throws NoLowering for bytes */
  strided(
    value: Value,
    first: number,
    strides: readonly number[],
    shape: readonly number[],
  ): Value {
    const number = splatOf(value);
    if (number !== null) return this.splat(number, shape, value.type);
    if (strides.every((stride, i) => shape[i] === 1 || stride === stridesOf(shape)[i]))
      return this.view(value, first, shape);
    if (value.type === 'u8') throw new NoLowering('bytes in another order');
    return this.#make({ kind: 'strided', first, strides }, [value], shape, value.type);
  }

  view(value: Value, offset: number, shape: readonly number[]): Value {
    const number = splatOf(value);
    if (number !== null) return this.splat(number, shape, value.type);
    return this.#make({ kind: 'view', offset }, [value], shape, value.type);
  }

  /** Any other operation. */
  make(
    operation: Operation,
    inputs: readonly Value[],
    shape: readonly number[],
    type: ElementType = 'f32',
  ): Value {
    return this.#make(operation, inputs, shape, type);
  }

  /** The graph of what the outputs need, in the order it was made. */
  finish(outputs: readonly Value[]): Graph {
    return this.#graph.finish(this.#inputs, outputs);
  }

  #make(
    operation: Operation,
    inputs: readonly Value[],
    shape: readonly number[],
    type: ElementType,
  ): Value {
    return this.#graph.make({ operation, inputs, shape, type });
  }
}

function broadcast(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [left = 1, right = 1] = [a[a.length - rank + i], b[b.length - rank + i]];
    if (left !== right && left !== 1 && right !== 1) throw new NoLowering('broadcast');
    return left === 1 ? right : left;
  });
}

/** How far apart neighbours along each dimension lie. */
export function stridesOf(shape: readonly number[]): number[] {
  return shape.map((_, i) => sizeOf(shape.slice(i + 1)));
}

/** Whether a value is 1 or 0 everywhere. */
function isTruth({ operation }: Value): boolean {
  return operation.kind === 'map' && comparisons.has(operation.fn);
}

const comparisons = new Set<MapName>(['gt', 'ge', 'lt', 'le', 'eq', 'ne']);
const ofWholeNumbers = new Set<MapName>([
  ...comparisons,
  ...(['add', 'sub', 'mul', 'min', 'max', 'neg', 'abs', 'select', 'copy'] as const),
  ...(['toFloat', 'unit'] as const),
]);

function typeOf(fn: MapName, inputs: readonly Value[]): ElementType {
  const [first, second] = inputs.map(({ type }) => type);
  if (first === 'i32' && !ofWholeNumbers.has(fn)) throw new NoLowering(`${fn} of whole numbers`);
  if (inputs.some(({ type }) => type === 'u8')) throw new NoLowering(`${fn} of bytes`);
  if (comparisons.has(fn) || fn === 'toFloat' || fn === 'unit') return 'f32';
  if (fn === 'toInt') return 'i32';
  return (fn === 'select' ? second : first) ?? 'f32';
}
