import { FunctionBuilder } from '../wasm/function-builder.ts';
import {
  between,
  clearBytes,
  counted,
  float,
  floatGreater,
  floatOp,
  floats,
  get,
  inRange,
  int,
  lane,
  least,
  load4,
  loadFloat,
  loadInt,
  plus,
  set,
  store4,
  storeFloat,
  storeInt,
  storeLanes,
  times,
  vector,
  when,
  type Code,
} from '../wasm/wasm-code.ts';
import { whole as uncut, type Work } from '../run/work.ts';

/** Numbers in memory seen as [outer, length, inner]; addresses in bytes. */
type Reduction = {
  fn: 'sum' | 'max';
  outer: number;
  length: number;
  inner: number;
  scale: number;
};

/** Vectors summed side by side where a row is long. */
const parallel = 4;

export function reduceFunction(shape: Reduction, from: number, out: number): Work {
  return shape.inner === 1 ? reduceRows(shape, from, out) : reduceColumns(shape, from, out);
}

/** Each row to one number: in vectors, these together, then what is left over. */
function reduceRows({ fn, outer, length, scale }: Reduction, from: number, out: number): Work {
  const build = new FunctionBuilder(['i32', 'i32']);
  const [row, at, start] = [build.local('i32'), build.local('i32'), build.local('i32')];
  const sums = build.locals('v128', parallel);
  const total = build.local('f32');
  const op = fn === 'sum' ? 'add' : 'max';
  const empty = fn === 'sum' ? 0 : -Infinity;
  const side = length >= 16 * parallel ? parallel : 1;
  const used = sums.slice(0, side);
  const [first = 0] = used;
  const whole = length - (length % (4 * side));
  const address = plus(get(start), get(at));
  const lanes = [0, 1, 2, 3].map((i) => lane(get(first), i));
  const single = floatOp(op, get(total), loadFloat(address, from));
  const made = build.finish(
    between(row, times(get(0), int(4)), times(get(1), int(4)), 4, [
      set(start, times(get(row), int(length))),
      used.map((local) => set(local, floats(empty))),
      whole > 0
        ? counted(at, 0, whole * 4, side * 16, [
            used.map((local, i) =>
              set(local, vector(op, get(local), load4(address, from + i * 16))),
            ),
          ])
        : [],
      used.slice(1).map((local) => set(first, vector(op, get(first), get(local)))),
      set(
        total,
        lanes.slice(1).reduce((sum, next) => floatOp(op, sum, next), lanes[0] ?? []),
      ),
      length > whole ? counted(at, whole * 4, length * 4, 4, set(total, single)) : [],
      storeFloat(
        get(row),
        out,
        scale === 1 ? get(total) : floatOp('mul', get(total), float(scale)),
      ),
    ]),
  );
  return { made, units: outer, grain: 16, cost: (outer * length) / 4 + outer * 4 };
}

/** Each column to one number, four columns at once, from the first row to the last; cut by blocks or by columns. */
function reduceColumns(
  { fn, outer, length, inner, scale }: Reduction,
  from: number,
  out: number,
): Work {
  const build = new FunctionBuilder(['i32', 'i32']);
  const [first, end] = [get(0), get(1)];
  const [block, column, row] = [build.local('i32'), build.local('i32'), build.local('i32')];
  const [address, sum] = [build.local('i32'), build.local('v128')];
  const op = fn === 'sum' ? 'add' : 'max';
  const next = vector(op, get(sum), load4(get(address), from));
  const columns = (lanes: number): Code => {
    const to = plus(times(get(block), int(inner * 4)), get(column));
    return [
      set(address, plus(times(get(block), int(length * inner * 4)), get(column))),
      set(sum, floats(fn === 'sum' ? 0 : -Infinity)),
      counted(row, 0, length, 1, [
        set(sum, next),
        set(address, plus(get(address), int(inner * 4))),
      ]),
      scale === 1 ? [] : set(sum, vector('mul', get(sum), floats(scale))),
      lanes === 4 ? store4(to, out, get(sum)) : storeLanes(to, out, get(sum), lanes),
    ];
  };
  const whole = inner - (inner % 4);
  const rest = inner > whole ? [set(column, int(whole * 4)), columns(inner - whole)] : [];
  const cost = (outer * length * inner) / 6;
  if (outer > 1) {
    const all = [whole > 0 ? counted(column, 0, whole * 4, 16, columns(4)) : [], rest];
    const made = build.finish(between(block, first, end, 1, all));
    return { made, units: outer, grain: Math.ceil(16 / inner), cost };
  }
  const made = build.finish([
    set(block, int(0)),
    between(column, times(first, int(4)), times(least(end, int(whole)), int(4)), 16, columns(4)),
    inner > whole ? when([end, int(inner), 0x46], rest) : [],
  ]);
  return { made, units: inner, grain: 16, cost };
}

/** The number of the greatest in each row, the first of equals. */
export function argMaxFunction(
  { outer, length }: { outer: number; length: number },
  from: number,
  out: number,
): Work {
  const build = new FunctionBuilder(['i32', 'i32']);
  const [row, at, best] = [build.local('i32'), build.local('i32'), build.local('i32')];
  const [top, value] = [build.local('f32'), build.local('f32')];
  const address = plus(times(get(row), int(length)), times(get(at), int(4)));
  const made = build.finish(
    between(row, times(get(0), int(4)), times(get(1), int(4)), 4, [
      set(top, float(-Infinity)),
      set(best, int(0)),
      counted(at, 0, length, 1, [
        set(value, loadFloat(address, from)),
        when(floatGreater(get(value), get(top)), [set(top, get(value)), set(best, get(at))]),
      ]),
      storeInt(get(row), out, get(best)),
    ]),
  );
  return { made, units: outer, grain: 16, cost: outer * length };
}

/** A row of 0 for each class number, with the word `one` at that number; of 0 alone where there is no such class. */
export function oneHotFunction(
  { outer, depth, one }: { outer: number; depth: number; one: number },
  from: number,
  out: number,
): Work {
  const build = new FunctionBuilder();
  const [row, chosen] = [build.local('i32'), build.local('i32')];
  const address = plus(times(get(row), int(depth)), times(get(chosen), int(4)));
  const made = build.finish([
    clearBytes(int(out), outer * depth * 4),
    counted(row, 0, outer * 4, 4, [
      set(chosen, loadInt(get(row), from)),
      when(inRange(get(chosen), depth), storeInt(address, out, int(one))),
    ]),
  ]);
  return uncut(made);
}
