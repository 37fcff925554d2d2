import { FunctionBuilder } from './function-builder.ts';
import {
  clamped,
  clearBytes,
  copyBytes,
  counted,
  get,
  inRange,
  int,
  load4,
  loadByte,
  loadFloat,
  loadInt,
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
  type Code,
} from './wasm-code.ts';
import type { WasmFunction } from './wasm-module.ts';

/** A table [rows, width] and `count` row numbers; addresses in bytes. A number that is no row's stands for the last row. */
type TableShape = { rows: number; width: number; count: number };

/** Rows of up to so many numbers are written out. */
const unrolled = 64;

/** The rows of these numbers; of a table of bytes, each as a number. */
export function gatherFunction(
  { rows, width, count }: TableShape,
  { table, ids, out }: { table: number; ids: number; out: number },
  bytes: boolean,
): WasmFunction {
  const build = new FunctionBuilder();
  const [at, id] = build.locals('i32', 2) as [number, number];
  const number = clamped(id, loadInt(get(at), ids), rows);
  if (width === 1) {
    const value = bytes
      ? toFloat(loadByte(number, table))
      : loadFloat(times(number, int(4)), table);
    return build.finish(counted(at, 0, count * 4, 4, storeFloat(get(at), out, value)));
  }
  const [from, to] = build.locals('i32', 2) as [number, number];
  return build.finish([
    set(to, int(out)),
    counted(at, 0, count * 4, 4, [
      set(from, plus(times(number, int(width * 4)), int(table))),
      alongRow(build, width, from, to, (value) => value),
      set(to, plus(get(to), int(width * 4))),
    ]),
  ]);
}

/** A table of 0 with the rows at `updates` added in order; numbers that are no row's are left out. */
export function scatterAddFunction(
  { rows, width, count }: TableShape,
  { ids, updates, out }: { ids: number; updates: number; out: number },
): WasmFunction {
  const build = new FunctionBuilder();
  const [at, id, from, to] = build.locals('i32', 4) as [number, number, number, number];
  return build.finish([
    clearBytes(int(out), rows * width * 4),
    set(from, int(updates)),
    counted(at, 0, count * 4, 4, [
      set(id, loadInt(get(at), ids)),
      when(inRange(get(id), rows), [
        set(to, plus(times(get(id), int(width * 4)), int(out))),
        addRow(build, width, from, to),
      ]),
      set(from, plus(get(from), int(width * 4))),
    ]),
  ]);
}

/** At each number that occurs, where it occurs first; the rest of `out` stays as it is. */
export function placesFunction(
  { rows, count }: TableShape,
  { ids, out }: { ids: number; out: number },
): WasmFunction {
  const build = new FunctionBuilder();
  const [at, id, back] = build.locals('i32', 3) as [number, number, number];
  const address = times(clamped(id, loadInt(get(back), ids), rows), int(4));
  return build.finish(
    counted(at, 0, count, 1, [
      set(back, [int((count - 1) * 4), times(get(at), int(4)), 0x6b]),
      storeInt(address, out, [get(back), int(2), 0x76]),
    ]),
  );
}

/** Each row the sum of all rows of its number, added in order: at the first of them, then copied to the others. */
export function sumAlikeFunction(
  { rows, width, count }: TableShape,
  { values, ids, places, out }: { values: number; ids: number; places: number; out: number },
): WasmFunction {
  const build = new FunctionBuilder();
  const [at, id, first, from, to] = build.locals('i32', 5) as [
    ...[number, number, number, number, number],
  ];
  const bytes = width * 4;
  const firstOf = loadInt(
    times(clamped(id, loadInt(times(get(at), int(4)), ids), rows), int(4)),
    places,
  );
  const place = (index: Code, start: number): Code => plus(times(index, int(bytes)), int(start));
  return build.finish([
    counted(at, 0, count, 1, [
      set(first, firstOf),
      set(from, place(get(at), values)),
      set(to, place(get(first), out)),
      whenElse(
        sameInt(get(first), get(at)),
        alongRow(build, width, from, to, (value) => value),
        addRow(build, width, from, to),
      ),
    ]),
    counted(at, 0, count, 1, [
      set(first, firstOf),
      set(from, place(get(first), out)),
      set(to, place(get(at), out)),
      alongRow(build, width, from, to, (value) => value),
    ]),
  ]);
}

/** The table with rows put in, in its own place where `table` is `out`. */
export function putRowsFunction(
  { rows, width, count }: TableShape,
  { table, ids, updates, out }: { table: number; ids: number; updates: number; out: number },
): WasmFunction {
  const build = new FunctionBuilder();
  const [at, id, from, to] = build.locals('i32', 4) as [number, number, number, number];
  return build.finish([
    table === out ? [] : copyBytes(int(out), int(table), rows * width * 4),
    set(from, int(updates)),
    counted(at, 0, count * 4, 4, [
      set(id, loadInt(get(at), ids)),
      when(inRange(get(id), rows), [
        set(to, plus(times(get(id), int(width * 4)), int(out))),
        alongRow(build, width, from, to, (value) => value),
      ]),
      set(from, plus(get(from), int(width * 4))),
    ]),
  ]);
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
