import { accessOf } from './access.ts';
import { elementary, exponential } from './elementary.ts';
import { FunctionBuilder } from '../wasm/function-builder.ts';
import { NoLowering } from '../lower/no-lowering.ts';
import { sourceOf, type Kernel } from '../run/schedule.ts';
import { sizeOf, splatOf, type MapName, type Value } from '../lower/value.ts';
import {
  between,
  call,
  floats,
  get,
  int,
  least,
  load4,
  loadSplat,
  multiplyAdd,
  plus,
  set,
  store4,
  storeLanes,
  tee,
  times,
  vector,
  when,
  words,
  type Code,
} from '../wasm/wasm-code.ts';
import type { Work } from '../run/work.ts';

type LoopPlan = {
  kernel: Extract<Kernel, { kind: 'loop' }>;
  /** Where a value's elements are, in bytes. */
  addressOf: (value: Value) => number;
  /** Whether something outside the loop needs a value in memory. */
  isStored: (value: Value) => boolean;
  /** How many values read one. */
  usesOf: (value: Value) => number;
  fused: boolean;
};

/** One pass over [rows, columns], four columns at a time: every value of the kernel is computed in registers. */
export function loopFunction(plan: LoopPlan): Work {
  const { rows, columns, values } = plan.kernel;
  const build = new FunctionBuilder(['i32', 'i32']);
  const [from, to] = [get(0), get(1)];
  const [row, column, flat] = [build.local('i32'), build.local('i32'), build.local('i32')];
  const body = new LoopBody(build, plan, { row, column, flat });
  const before = body.before();
  const whole = columns - (columns % 4);
  const step = (lanes: number): Code => [
    body.code(lanes),
    set(flat, plus(get(flat), int(lanes * 4))),
  ];
  const pass = (first: Code, end: Code): Code =>
    whole > 0 ? between(column, first, end, 16, step(4)) : [];
  const rest: Code = columns > whole ? [set(column, int(whole * 4)), step(columns - whole)] : [];
  const cost = (rows * columns * values.reduce((sum, value) => sum + costOf(value), 0)) / 8;
  if (rows > 1) {
    const all = [pass(int(0), int(whole * 4)), rest];
    const code = [
      before,
      set(flat, times(from, int(columns * 4))),
      between(row, times(from, int(4)), times(to, int(4)), 4, all),
    ];
    return { made: build.finish(code), units: rows, grain: Math.ceil(16 / columns), cost };
  }
  const last = columns > whole ? when([to, int(columns), 0x46], rest) : [];
  const code = [
    before,
    ...[set(row, int(0)), set(flat, times(from, int(4)))],
    pass(times(from, int(4)), times(least(to, int(whole)), int(4))),
    last,
  ];
  return { made: build.finish(code), units: columns, grain: 16, cost };
}

const costly = new Set<MapName>(['exp', 'log', 'tanh', 'softplus', 'erf']);

/** Eighths of a nanosecond an element, roughly. */
function costOf({ operation }: Value): number {
  if (operation.kind !== 'map') return 1;
  return costly.has(operation.fn) ? 16 : operation.fn === 'div' || operation.fn === 'sqrt' ? 4 : 1;
}

class LoopBody {
  readonly #plan: LoopPlan;
  readonly #counters: { row: number; column: number; flat: number };
  readonly #build: FunctionBuilder;
  readonly #values: ReadonlySet<Value>;
  readonly #locals = new Map<Value, number>();
  readonly #scalars = new Map<string, number>();
  readonly #loaded = new Map<string, number>();

  constructor(
    build: FunctionBuilder,
    plan: LoopPlan,
    counters: { row: number; column: number; flat: number },
  ) {
    this.#plan = plan;
    this.#build = build;
    this.#counters = counters;
    this.#values = new Set(plan.kernel.values);
    for (const value of plan.kernel.values) this.#locals.set(value, build.local('v128'));
  }

  /** Loads what is one number for the whole loop. */
  before(): Code {
    const loads: Code[] = [];
    for (const value of this.#plan.kernel.values) {
      for (const input of value.inputs) {
        const inside = this.#values.has(sourceOf(input).source);
        if (inside || splatOf(input) !== null || accessOf(input.shape, value.shape) !== 'scalar')
          continue;
        const key = String(this.#plan.addressOf(input));
        if (this.#scalars.has(key)) continue;
        const local = this.#build.local('v128');
        this.#scalars.set(key, local);
        loads.push(set(local, loadSplat(int(0), this.#plan.addressOf(input))));
      }
    }
    return loads;
  }

  /** The values of the next `lanes` columns. */
  code(lanes: number): Code {
    this.#loaded.clear();
    const { values } = this.#plan.kernel;
    const computed = values.map((value) =>
      this.#productInSum(value) ? [] : set(this.#locals.get(value) ?? 0, this.#expression(value)),
    );
    const flat = get(this.#counters.flat);
    const stored = values.filter((value) => this.#plan.isStored(value));
    // Stored last: a state is written over where it was read.
    const puts = stored.map((value) => {
      const [address, own] = [this.#plan.addressOf(value), get(this.#locals.get(value) ?? 0)];
      return lanes === 4 ? store4(flat, address, own) : storeLanes(flat, address, own, lanes);
    });
    return [computed, puts];
  }

  /** Whether a product only goes into one sum of this loop, which then is a multiply-add. */
  #productInSum(value: Value): boolean {
    if (value.operation.kind !== 'map' || value.operation.fn !== 'mul') return false;
    if (value.type !== 'f32') return false;
    if (this.#plan.isStored(value) || this.#plan.usesOf(value) !== 1) return false;
    return this.#plan.kernel.values.some((other) => this.#factorsIn(other) === value);
  }

  /** The product a sum takes in. */
  #factorsIn(value: Value): Value | null {
    if (value.operation.kind !== 'map' || value.operation.fn !== 'add') return null;
    if (value.type !== 'f32') return null;
    const found = value.inputs.find((input) => {
      const { operation } = input;
      const product = operation.kind === 'map' && operation.fn === 'mul';
      return (
        product &&
        this.#values.has(input) &&
        this.#plan.usesOf(input) === 1 &&
        !this.#plan.isStored(input)
      );
    });
    return found ?? null;
  }

  #expression(value: Value): Code {
    const factors = this.#factorsIn(value);
    if (factors) {
      const [a, b] = factors.inputs.map((input) => this.#operand(input, factors));
      const rest = value.inputs.find((input) => input !== factors);
      return multiplyAdd(
        this.#plan.fused,
        a ?? [],
        b ?? [],
        rest ? this.#operand(rest, value) : [],
      );
    }
    const operands = value.inputs.map((input) => this.#operand(input, value));
    const { operation } = value;
    if (operation.kind !== 'map') return [];
    if (operation.fn === 'max' || operation.fn === 'min') {
      const bounded = bound(operation.fn, value, operands);
      if (bounded) return bounded;
    }
    const whole = value.inputs[0]?.type === 'i32';
    if (whole) return mappedWhole(operation.fn, operands);
    const { fn } = operation;
    return fn === 'exp' ? this.#exponential(operands[0] ?? []) : mapped(fn, operands);
  }

  #inline: ((x: Code) => Code) | null = null;
  #exponential(x: Code): Code {
    this.#inline ??= exponential(this.#build, this.#plan.fused);
    return this.#inline(x);
  }

  #operand(input: Value, user: Value): Code {
    const number = splatOf(input);
    if (number !== null) return input.type === 'i32' ? words(number) : floats(number);
    const inside = this.#locals.get(sourceOf(input).source);
    if (inside !== undefined) return get(inside);
    const address = this.#plan.addressOf(input);
    const access = sizeOf(user.shape) === 1 ? 'full' : accessOf(input.shape, user.shape);
    if (access === 'scalar') return get(this.#scalars.get(String(address)) ?? 0);
    const key = `${access} ${address}`;
    const known = this.#loaded.get(key);
    if (known !== undefined) return get(known);
    const local = this.#build.local('v128');
    this.#loaded.set(key, local);
    const { row, column, flat } = this.#counters;
    const load =
      access === 'full'
        ? load4(get(flat), address)
        : access === 'row'
          ? load4(get(column), address)
          : loadSplat(get(row), address);
    // Set and given at once.
    return tee(local, load);
  }
}

/** The least or greatest of numbers and one that is known: what is no number stays none. */
function bound(fn: 'max' | 'min', { inputs, type }: Value, [a = [], b = []]: Code[]): Code | null {
  const known = inputs.findIndex((input) => splatOf(input) !== null);
  if (known < 0 || type !== 'f32' || Number.isNaN(splatOf(inputs[known]!))) return null;
  const op = fn === 'max' ? 'larger' : 'lesser';
  return known === 1 ? vector(op, a, b) : vector(op, b, a);
}

/** 1 as float32 where a comparison holds. */
const truth = (comparison: Code): Code => vector('and', comparison, floats(1));

function mapped(fn: Exclude<MapName, 'exp'>, [a = [], b = [], c = []]: readonly Code[]): Code {
  switch (fn) {
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
    case 'eq':
    case 'ne':
      return truth(vector(fn, a, b));
    case 'select':
      return vector('select', b, c, vector('ne', a, floats(0)));
    case 'log':
    case 'tanh':
    case 'softplus':
    case 'erf':
      return call(elementary[fn], a);
    case 'neg':
    case 'abs':
    case 'sqrt':
    case 'floor':
    case 'toInt':
      return vector(fn, a);
    case 'copy':
      return a;
    case 'toFloat':
    case 'unit':
      throw new NoLowering(`${fn} of numbers that are not whole`);
    default:
      return vector(fn, a, b);
  }
}

const sums = { add: 'addInt', sub: 'subInt', mul: 'mulInt', min: 'minInt', max: 'maxInt' } as const;
const comparisons = {
  ...({ gt: 'gtInt', ge: 'geInt', lt: 'ltInt' } as const),
  ...({ le: 'leInt', eq: 'eqInt', ne: 'neInt' } as const),
};

/** The same of whole numbers. */
function mappedWhole(fn: MapName, [a = [], b = []]: readonly Code[]): Code {
  switch (fn) {
    case 'add':
    case 'sub':
    case 'mul':
    case 'min':
    case 'max':
      return vector(sums[fn], a, b);
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
    case 'eq':
    case 'ne':
      return truth(vector(comparisons[fn], a, b));
    case 'neg':
      return vector('negInt', a);
    case 'abs':
      return vector('absInt', a);
    case 'copy':
      return a;
    case 'toFloat':
      return vector('fromInt', a);
    case 'unit': {
      const low = vector('and', a, words(0x7fffff));
      return vector('mul', vector('fromInt', low), floats(1 / 0x800000));
    }
    default:
      throw new NoLowering(`${fn} of whole numbers`);
  }
}
