import { add, dot, follow, scaled, total } from './vectors';

/**
 * Conjugate gradients (Hestenes & Stiefel 1952) from the rows there are, for rows x of
 * (V' C V + G + ridge) x = V' c, V being the other side's rows of each one's interactions, c their weights.
 * Addresses of: pointer, index (int32) and weight of the interactions; x; V; G [f, f], symmetric; ridge of each row;
 * three rows to work in. `bytes` of a row, a multiple of 64. Vectors, G, ridge and working rows are of T, weights float32.
 */
export function solveRows<T>(
  from: i32,
  to: i32,
  pointer: usize,
  index: usize,
  weight: usize,
  own: usize,
  other: usize,
  gram: usize,
  ridge: usize,
  work: usize,
  bytes: usize,
  steps: i32,
): void {
  const residual = work;
  const direction = work + bytes;
  const ahead = work + 2 * bytes;
  for (let row = from; row < to; row++) {
    const first = load<i32>(pointer + ((<usize>row) << 2));
    const last = load<i32>(pointer + ((<usize>row) << 2), 4);
    const x = own + <usize>row * bytes;
    if (first === last) {
      memory.fill(x, 0, bytes);
      continue;
    }
    const keep = load<T>(ridge + <usize>row * sizeof<T>());
    const by = <T>sized(weight, first, last);
    everywhere<T>(residual, x, gram, keep, bytes);
    scaled<T>(residual, -by, residual, bytes);
    project<T>(residual, x, <T>1, <T>-1, index, weight, by, first, last, other, bytes);
    memory.copy(direction, residual, bytes);
    let size: T = dot<T>(residual, residual, bytes);
    const enough = size * <T>1e-13;
    for (let step = 0; step < steps && size > enough; step++) {
      everywhere<T>(ahead, direction, gram, keep, bytes);
      if (by !== <T>1) scaled<T>(ahead, by, ahead, bytes);
      project<T>(ahead, direction, <T>0, <T>1, index, weight, by, first, last, other, bytes);
      const along = size / dot<T>(direction, ahead, bytes);
      add<T>(x, along, direction, bytes);
      if (step + 1 === steps) break;
      add<T>(residual, -along, ahead, bytes);
      const next = dot<T>(residual, residual, bytes);
      follow<T>(direction, next / size, residual, bytes);
      size = next;
    }
  }
}

/** What a row's equations are multiplied by, so that squares of large weights do not overflow. */
function sized(weight: usize, first: i32, last: i32): f32 {
  let most: f32 = 0;
  for (let at = first; at < last; at++) most = max(most, load<f32>(weight + ((<usize>at) << 2)));
  return most > 1e6 ? 1 / most : 1;
}

/** out += sum of `by` c (constant + sign <v, x>) v over interactions, two at once: x and out are read half as often. */
function project<T>(
  out: usize,
  x: usize,
  constant: T,
  sign: T,
  index: usize,
  weight: usize,
  by: T,
  first: i32,
  last: i32,
  other: usize,
  bytes: usize,
): void {
  let at = first;
  for (; at + 1 < last; at += 2) {
    const place = (<usize>at) << 2;
    const a = other + <usize>load<i32>(index + place) * bytes;
    const b = other + <usize>load<i32>(index + place, 4) * bytes;
    let a0 = v128.splat<T>(0);
    let a1 = v128.splat<T>(0);
    let b0 = v128.splat<T>(0);
    let b1 = v128.splat<T>(0);
    for (let i: usize = 0; i < bytes; i += 32) {
      const x0 = v128.load(x + i);
      const x1 = v128.load(x + i, 16);
      a0 = v128.relaxed_madd<T>(v128.load(a + i), x0, a0);
      b0 = v128.relaxed_madd<T>(v128.load(b + i), x0, b0);
      a1 = v128.relaxed_madd<T>(v128.load(a + i, 16), x1, a1);
      b1 = v128.relaxed_madd<T>(v128.load(b + i, 16), x1, b1);
    }
    const wa =
      by * <T>load<f32>(weight + place) * (constant + sign * total<T>(v128.add<T>(a0, a1)));
    const wb =
      by * <T>load<f32>(weight + place, 4) * (constant + sign * total<T>(v128.add<T>(b0, b1)));
    const ca = v128.splat<T>(wa);
    const cb = v128.splat<T>(wb);
    for (let i: usize = 0; i < bytes; i += 32) {
      const o0 = v128.relaxed_madd<T>(ca, v128.load(a + i), v128.load(out + i));
      const o1 = v128.relaxed_madd<T>(ca, v128.load(a + i, 16), v128.load(out + i, 16));
      v128.store(out + i, v128.relaxed_madd<T>(cb, v128.load(b + i), o0));
      v128.store(out + i, v128.relaxed_madd<T>(cb, v128.load(b + i, 16), o1), 16);
    }
  }
  if (at === last) return;
  const v = other + <usize>load<i32>(index + ((<usize>at) << 2)) * bytes;
  const c = by * <T>load<f32>(weight + ((<usize>at) << 2));
  add<T>(out, c * (constant + sign * dot<T>(v, x, bytes)), v, bytes);
}

/** out = (G + ridge) x, four columns of G at once: out is read and written a quarter as often. */
function everywhere<T>(out: usize, x: usize, gram: usize, ridge: T, bytes: usize): void {
  scaled<T>(out, ridge, x, bytes);
  for (let column: usize = 0; column < bytes; column += 4 * sizeof<T>()) {
    const a = gram + (column / sizeof<T>()) * bytes;
    const x0 = v128.load_splat<T>(x + column);
    const x1 = v128.load_splat<T>(x + column + sizeof<T>());
    const x2 = v128.load_splat<T>(x + column + 2 * sizeof<T>());
    const x3 = v128.load_splat<T>(x + column + 3 * sizeof<T>());
    const b = a + bytes;
    const c = b + bytes;
    const d = c + bytes;
    for (let at: usize = 0; at < bytes; at += 16) {
      const first = v128.relaxed_madd<T>(x1, v128.load(b + at), v128.mul<T>(x0, v128.load(a + at)));
      const second = v128.relaxed_madd<T>(
        x3,
        v128.load(d + at),
        v128.mul<T>(x2, v128.load(c + at)),
      );
      v128.store(out + at, v128.add<T>(v128.load(out + at), v128.add<T>(first, second)));
    }
  }
}
