import { NoLowering } from './no-lowering.ts';
import { sizeOf, splatOf, type Graph, type MapName, type Operation, type Value } from './value.ts';

/** Constants up to this size are compared with each other. */
const comparedSize = 4096;

/** Builds a graph and simplifies it on the way: equal values are one, and what changes nothing is not there. */
export class GraphBuilder {
  #values: Value[] = [];
  #inputs: Value[] = [];
  #seen = new Map<string, Value>();

  input(shape: readonly number[]): Value {
    const made = this.#make({ kind: 'input', index: this.#inputs.length }, [], shape);
    this.#inputs.push(made);
    return made;
  }

  constant(values: ArrayLike<number>, shape: readonly number[]): Value {
    const first = values[0] ?? 0;
    let alike = true;
    for (let i = 1; i < values.length && alike; i++) alike = Object.is(values[i], first);
    if (alike) return this.splat(first, shape);
    return this.#make({ kind: 'constant', values: Float32Array.from(values) }, [], shape);
  }

  splat(value: number, shape: readonly number[] = []): Value {
    return this.#make({ kind: 'constant', values: Math.fround(value) }, [], shape);
  }

  /** @throws NoLowering where shapes are broadcast otherwise than by rows, columns or single numbers */
  map(fn: MapName, ...inputs: Value[]): Value {
    const shape = inputs.reduce<readonly number[]>(
      (all, { shape: own }) => broadcast(all, own),
      [],
    );
    const [a, b, c] = inputs;
    const numbers = inputs.map(splatOf);
    if (numbers.every((value) => value !== null)) return this.splat(scalar(fn, numbers), shape);
    const [, second = null] = numbers;
    const neutral =
      ((fn === 'mul' || fn === 'div') && second === 1) ||
      ((fn === 'add' || fn === 'sub') && second === 0);
    if (a && neutral) return this.map('copy', this.broadcast(a, shape));
    if (a && b && (fn === 'mul' || fn === 'add') && numbers[0] !== null) return this.map(fn, b, a);
    if (a && fn === 'copy' && a.shape.join() === shape.join()) return a;
    if (a && b && fn === 'mul' && a.operation.kind === 'draws' && second !== null) {
      const scale = Math.fround(a.operation.scale * second);
      return this.#make({ ...a.operation, scale }, a.inputs, shape);
    }
    if (fn === 'select' && a && b && c && b === c) return this.broadcast(b, shape);
    return this.#make({ kind: 'map', fn }, inputs, shape);
  }

  broadcast(value: Value, shape: readonly number[]): Value {
    if (value.shape.join() === shape.join()) return value;
    const number = splatOf(value);
    if (number !== null) return this.splat(number, shape);
    if (sizeOf(shape) === sizeOf(value.shape)) return this.view(value, 0, shape);
    return this.#make({ kind: 'map', fn: 'copy' }, [value], shape);
  }

  view(value: Value, offset: number, shape: readonly number[]): Value {
    if (offset === 0 && value.shape.join() === shape.join()) return value;
    const number = splatOf(value);
    if (number !== null) return this.splat(number, shape);
    const { operation, inputs } = value;
    const [behind] = inputs;
    if (operation.kind === 'view' && behind)
      return this.view(behind, operation.offset + offset, shape);
    return this.#make({ kind: 'view', offset }, [value], shape);
  }

  /** Any other operation. */
  make(operation: Operation, inputs: readonly Value[], shape: readonly number[]): Value {
    return this.#make(operation, inputs, shape);
  }

  /** The graph of what the outputs need, in the order it was made. */
  finish(outputs: readonly Value[]): Graph {
    const used = new Set<Value>();
    const mark = (value: Value): void => {
      if (used.has(value)) return;
      used.add(value);
      value.inputs.forEach(mark);
    };
    outputs.forEach(mark);
    const values = this.#values.filter((value) => used.has(value));
    return { inputs: this.#inputs, outputs: [...outputs], values };
  }

  #make(operation: Operation, inputs: readonly Value[], shape: readonly number[]): Value {
    const key = keyOf(operation, inputs, shape);
    const known = key === null ? undefined : this.#seen.get(key);
    if (known) return known;
    const made = { id: this.#values.length, operation, inputs, shape: [...shape] };
    this.#values.push(made);
    if (key !== null) this.#seen.set(key, made);
    return made;
  }
}

function keyOf(
  operation: Operation,
  inputs: readonly Value[],
  shape: readonly number[],
): string | null {
  const listed = operation.kind === 'constant' && typeof operation.values !== 'number';
  if (listed && sizeOf(shape) > comparedSize) return null;
  const what = listed
    ? ['constant', ...(operation.values as Float32Array)]
    : Object.entries(operation).map(
        ([name, value]) => `${name} ${Object.is(value, -0) ? '-0' : value}`,
      );
  return `${what.join()} of ${inputs.map(({ id }) => id).join()} as ${shape.join('x')}`;
}

function broadcast(a: readonly number[], b: readonly number[]): readonly number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [left = 1, right = 1] = [a[a.length - rank + i], b[b.length - rank + i]];
    if (left !== right && left !== 1 && right !== 1) throw new NoLowering('broadcast');
    return left === 1 ? right : left;
  });
}

function scalar(fn: MapName, inputs: readonly number[]): number {
  const [a = 0, b = 0, c = 0] = inputs;
  const truth = (value: boolean): number => (value ? 1 : 0);
  switch (fn) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'div':
      return a / b;
    case 'min':
      return Math.min(a, b);
    case 'max':
      return Math.max(a, b);
    case 'gt':
      return truth(a > b);
    case 'ge':
      return truth(a >= b);
    case 'lt':
      return truth(a < b);
    case 'le':
      return truth(a <= b);
    case 'eq':
      return truth(a === b);
    case 'neg':
      return -a;
    case 'abs':
      return Math.abs(a);
    case 'sqrt':
      return Math.sqrt(a);
    case 'exp':
      return Math.exp(a);
    case 'log':
      return Math.log(a);
    case 'tanh':
      return Math.tanh(a);
    case 'trunc':
      return Math.trunc(a);
    case 'select':
      return a === 0 ? c : b;
    case 'copy':
      return a;
    case 'softplus':
    case 'erf':
      throw new NoLowering(`${fn} of a constant`);
  }
}
