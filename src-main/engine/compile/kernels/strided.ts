import { FunctionBuilder } from '../wasm/function-builder.ts';
import {
  between,
  counted,
  get,
  int,
  load4,
  loadInt,
  loadSplat,
  plus,
  set,
  store4,
  storeInt,
  storeLanes,
  times,
  type Code,
} from '../wasm/wasm-code.ts';
import { whole as uncut, type Work } from '../run/work.ts';

/** Elements of four bytes along one dimension: how many, and how far apart on either side, in elements. */
type Dimension = { size: number; from: number; to: number };

/** Innermost runs of up to so many elements are written out. */
const unrolled = 64;

/**
 * Copies elements from one arrangement into another; addresses in bytes. Runs that lie side by side on both sides, or are
 * one element over and over, go in vectors. It is cut along the outermost dimension.
 */
export function stridedFunction(
  shape: readonly number[],
  from: { address: number; strides: readonly number[] },
  to: { address: number; strides: readonly number[] },
): Work {
  const dimensions = merged(
    shape.map((size, i) => ({ size, from: from.strides[i]!, to: to.strides[i]! })),
  );
  const inner = dimensions.pop() ?? { size: 1, from: 1, to: 1 };
  const [outermost] = dimensions;
  const build = new FunctionBuilder(outermost ? ['i32', 'i32'] : []);
  const [source, target] = [build.local('i32'), build.local('i32')];
  const level = (at: number, read: number, write: number): Code => {
    const dimension = dimensions[at];
    if (!dimension) return run(build, inner, { read, write });
    const [index, ownRead, ownWrite] = build.locals('i32', 3) as [number, number, number];
    const body: Code = [
      level(at + 1, ownRead, ownWrite),
      set(ownRead, plus(get(ownRead), int(dimension.from * 4))),
      set(ownWrite, plus(get(ownWrite), int(dimension.to * 4))),
    ];
    const start = (local: number, stride: number): Code =>
      at === 0 ? plus(get(local), times(get(0), int(stride * 4))) : get(local);
    return [
      set(ownRead, start(read, dimension.from)),
      set(ownWrite, start(write, dimension.to)),
      at === 0
        ? between(index, get(0), get(1), 1, body)
        : counted(index, 0, dimension.size, 1, body),
    ];
  };
  const made = build.finish([
    set(source, int(from.address)),
    set(target, int(to.address)),
    level(0, source, target),
  ]);
  if (!outermost) return uncut(made);
  const size = shape.reduce((a, b) => a * b, 1);
  const cost = inner.to === 1 && inner.from <= 1 ? size / 3 : size;
  return { made, units: outermost.size, grain: 1, cost };
}

/** One innermost run, from and to where the locals say. */
function run(
  build: FunctionBuilder,
  { size, from, to }: Dimension,
  { read, write }: { read: number; write: number },
): Code {
  const vectors = to === 1 && from <= 1;
  const width = vectors ? 4 : 1;
  const piece = (at: number, r: Code, w: Code, lanes: number): Code => {
    const value = from === 0 ? loadSplat(r, 0) : load4(r, at * from * 4);
    if (vectors && lanes === 4) return store4(w, at * 4, value);
    if (vectors) return storeLanes(w, at * 4, value, lanes);
    return storeInt(w, at * to * 4, loadInt(r, at * from * 4));
  };
  const whole = size - (size % width);
  const rest = (r: Code, w: Code, at: number): Code =>
    size > whole ? piece(at, r, w, size - whole) : [];
  if (size <= unrolled) {
    const starts = Array.from({ length: whole / width }, (_, i) => i * width);
    return [
      starts.map((at) => piece(at, get(read), get(write), width)),
      rest(get(read), get(write), whole),
    ];
  }
  const [index, r, w] = build.locals('i32', 3) as [number, number, number];
  return [
    set(r, get(read)),
    set(w, get(write)),
    counted(index, 0, whole, width, [
      piece(0, get(r), get(w), width),
      set(r, plus(get(r), int(width * from * 4))),
      set(w, plus(get(w), int(width * to * 4))),
    ]),
    rest(get(r), get(w), 0),
  ];
}

/** Dimensions of one element are none, and neighbours that are walked like one are one. */
function merged(dimensions: readonly Dimension[]): Dimension[] {
  const kept: Dimension[] = [];
  for (const dimension of dimensions) {
    if (dimension.size === 1) continue;
    const before = kept.at(-1);
    const { size, from, to } = dimension;
    if (before?.from === from * size && before.to === to * size)
      kept.splice(-1, 1, { size: before.size * size, from, to });
    else kept.push(dimension);
  }
  return kept;
}
