import { FunctionBuilder } from '../wasm/function-builder.ts';
import {
  between,
  clamped,
  clearSome,
  copySome,
  counted,
  get,
  int,
  load4,
  loadByte,
  loadFloat,
  loadInt,
  minus,
  plus,
  sameInt,
  set,
  store4,
  storeFloat,
  storeInt,
  storeLanes,
  times,
  toFloat,
  vector,
  when,
  whenElse,
  within,
  type Code,
} from '../wasm/wasm-code.ts';
import { whole as uncut, type Work } from '../run/work.ts';

/**
 * A table [rows, width] and `count` row numbers; addresses in bytes. A number that is no row's stands for the last row. What
 * writes into a table is cut by the table's rows: each thread goes through all the numbers and takes its own, in order.
 */
type TableShape = { rows: number; width: number; count: number };

/** Rows of up to so many numbers are written out. */
const unrolled = 64;

/** The rows of these numbers; of a table of bytes, each as a number. */
export function gatherFunction(
  { rows, width, count }: TableShape,
  { table, ids, out }: { table: number; ids: number; out: number },
  bytes: boolean,
): Work {
  const build = new FunctionBuilder(['i32', 'i32']);
  const [at, id] = build.locals('i32', 2) as [number, number];
  const [start, end] = [times(get(0), int(4)), times(get(1), int(4))];
  const cut = { units: count, grain: 16, cost: count * (2 + width / 4) };
  const number = clamped(id, loadInt(get(at), ids), rows);
  if (width === 1) {
    const value = bytes
      ? toFloat(loadByte(number, table))
      : loadFloat(times(number, int(4)), table);
    const made = build.finish(between(at, start, end, 4, storeFloat(get(at), out, value)));
    return { made, ...cut };
  }
  const [from, to] = build.locals('i32', 2) as [number, number];
  const made = build.finish([
    set(to, plus(times(get(0), int(width * 4)), int(out))),
    between(at, start, end, 4, [
      set(from, plus(times(number, int(width * 4)), int(table))),
      alongRow(build, width, from, to, (value) => value),
      set(to, plus(get(to), int(width * 4))),
    ]),
  ]);
  return { made, ...cut };
}

/** A table of 0 with the rows at `updates` added in order; numbers that are no row's are left out. */
export function scatterAddFunction(
  { rows, width, count }: TableShape,
  { ids, updates, out }: { ids: number; updates: number; out: number },
): Work {
  const build = new FunctionBuilder(['i32', 'i32']);
  const [at, id, from, to] = build.locals('i32', 4) as [number, number, number, number];
  const bytes = int(width * 4);
  const made = build.finish([
    clearSome(plus(int(out), times(get(0), bytes)), times(minus(get(1), get(0)), bytes)),
    set(from, int(updates)),
    counted(at, 0, count * 4, 4, [
      set(id, loadInt(get(at), ids)),
      when(within(get(id), get(0), get(1)), [
        set(to, plus(times(get(id), int(width * 4)), int(out))),
        addRow(build, width, from, to),
      ]),
      set(from, plus(get(from), int(width * 4))),
    ]),
  ]);
  return { made, units: rows, grain: 16, cost: (count * width) / 3 + (rows * width) / 8 };
}

/** At each number that occurs, where it occurs first; the rest of `out` stays as it is. */
export function placesFunction(
  { rows, count }: TableShape,
  { ids, out }: { ids: number; out: number },
): Work {
  const build = new FunctionBuilder();
  const [at, id, back] = build.locals('i32', 3) as [number, number, number];
  const address = times(clamped(id, loadInt(get(back), ids), rows), int(4));
  const made = build.finish(
    counted(at, 0, count, 1, [
      set(back, [int((count - 1) * 4), times(get(at), int(4)), 0x6b]),
      storeInt(address, out, [get(back), int(2), 0x76]),
    ]),
  );
  return uncut(made);
}

/**
 * Each row the sum of all rows of its number, added in order: at the first of them, then copied to the others. Cut by where
 * a number occurs first.
 */
export function sumAlikeFunction(
  { rows, width, count }: TableShape,
  { values, ids, places, out }: { values: number; ids: number; places: number; out: number },
): Work {
  const build = new FunctionBuilder(['i32', 'i32']);
  const [at, id, first, from, to] = build.locals('i32', 5) as [
    ...[number, number, number, number, number],
  ];
  const bytes = width * 4;
  const firstOf = loadInt(
    times(clamped(id, loadInt(times(get(at), int(4)), ids), rows), int(4)),
    places,
  );
  const place = (index: Code, start: number): Code => plus(times(index, int(bytes)), int(start));
  const mine = within(get(first), get(0), get(1));
  const made = build.finish([
    counted(at, 0, count, 1, [
      set(first, firstOf),
      when(mine, [
        set(from, place(get(at), values)),
        set(to, place(get(first), out)),
        whenElse(
          sameInt(get(first), get(at)),
          alongRow(build, width, from, to, (value) => value),
          addRow(build, width, from, to),
        ),
      ]),
    ]),
    counted(at, 0, count, 1, [
      set(first, firstOf),
      when(mine, [
        set(from, place(get(first), out)),
        set(to, place(get(at), out)),
        alongRow(build, width, from, to, (value) => value),
      ]),
    ]),
  ]);
  return { made, units: count, grain: 1, cost: (count * width) / 2 + count * 4 };
}

/** The table with rows put in, in its own place where `table` is `out`. */
export function putRowsFunction(
  { rows, width, count }: TableShape,
  { table, ids, updates, out }: { table: number; ids: number; updates: number; out: number },
): Work {
  const build = new FunctionBuilder(['i32', 'i32']);
  const [at, id, from, to] = build.locals('i32', 4) as [number, number, number, number];
  const bytes = int(width * 4);
  const own = (start: number): Code => plus(int(start), times(get(0), bytes));
  const moved = table === out ? 0 : rows * width;
  const made = build.finish([
    moved === 0 ? [] : copySome(own(out), own(table), times(minus(get(1), get(0)), bytes)),
    set(from, int(updates)),
    counted(at, 0, count * 4, 4, [
      set(id, loadInt(get(at), ids)),
      when(within(get(id), get(0), get(1)), [
        set(to, plus(times(get(id), int(width * 4)), int(out))),
        alongRow(build, width, from, to, (value) => value),
      ]),
      set(from, plus(get(from), int(width * 4))),
    ]),
  ]);
  return { made, units: rows, grain: 16, cost: (count * width) / 3 + moved / 8 };
}

function addRow(build: FunctionBuilder, width: number, from: number, to: number): Code {
  return alongRow(build, width, from, to, (value, there) => vector('add', there, value));
}

/** What `make` makes of each four numbers at `from` and at `to`, put at `to`; the numbers beyond the row stay. */
function alongRow(
  build: FunctionBuilder,
  width: number,
  from: number,
  to: number,
  make: (value: Code, there: Code) => Code,
): Code {
  const whole = width - (width % 4);
  const four = (r: number, w: number, offset: number, lanes: number): Code => {
    const value = make(load4(get(r), offset), load4(get(w), offset));
    return lanes === 4 ? store4(get(w), offset, value) : storeLanes(get(w), offset, value, lanes);
  };
  if (width <= unrolled) {
    const starts = Array.from({ length: whole / 4 }, (_, i) => i * 16);
    return [
      starts.map((offset) => four(from, to, offset, 4)),
      width > whole ? four(from, to, whole * 4, width - whole) : [],
    ];
  }
  const [index, r, w] = build.locals('i32', 3) as [number, number, number];
  return [
    set(r, get(from)),
    set(w, get(to)),
    counted(index, 0, whole, 4, [
      four(r, w, 0, 4),
      set(r, plus(get(r), int(16))),
      set(w, plus(get(w), int(16))),
    ]),
    width > whole ? four(r, w, 0, width - whole) : [],
  ];
}
