import { add, dot, follow, scaled, total } from './vectors';

/**
 * Conjugate gradients (Hestenes & Stiefel 1952) from the rows there are, for rows x of
 * (V' C V + G + ridge) x = V' c, V being the other side's rows of each one's interactions, c their weights.
 * Addresses of: pointer, index (int32) and weight of the interactions; x; V; G [f, f], symmetric; ridge of each row;
 * three rows to work in. `bytes` of a row, a multiple of 64.
 */
export function solveRows(
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
    const keep = load<f32>(ridge + ((<usize>row) << 2));
    const by = sized(weight, first, last);
    everywhere(residual, x, gram, keep, bytes);
    scaled(residual, -by, residual, bytes);
    project(residual, x, 1, -1, index, weight, by, first, last, other, bytes);
    memory.copy(direction, residual, bytes);
    let size = dot(residual, residual, bytes);
    const enough = size * 1e-13;
    for (let step = 0; step < steps && size > enough; step++) {
      everywhere(ahead, direction, gram, keep, bytes);
      if (by !== 1) scaled(ahead, by, ahead, bytes);
      project(ahead, direction, 0, 1, index, weight, by, first, last, other, bytes);
      const along = size / dot(direction, ahead, bytes);
      add(x, along, direction, bytes);
      if (step + 1 === steps) break;
      add(residual, -along, ahead, bytes);
      const next = dot(residual, residual, bytes);
      follow(direction, next / size, residual, bytes);
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
function project(
  out: usize,
  x: usize,
  constant: f32,
  sign: f32,
  index: usize,
  weight: usize,
  by: f32,
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
    let a0 = f32x4.splat(0);
    let a1 = f32x4.splat(0);
    let b0 = f32x4.splat(0);
    let b1 = f32x4.splat(0);
    for (let i: usize = 0; i < bytes; i += 32) {
      const x0 = v128.load(x + i);
      const x1 = v128.load(x + i, 16);
      a0 = f32x4.relaxed_madd(v128.load(a + i), x0, a0);
      b0 = f32x4.relaxed_madd(v128.load(b + i), x0, b0);
      a1 = f32x4.relaxed_madd(v128.load(a + i, 16), x1, a1);
      b1 = f32x4.relaxed_madd(v128.load(b + i, 16), x1, b1);
    }
    const wa = by * load<f32>(weight + place) * (constant + sign * total(f32x4.add(a0, a1)));
    const wb = by * load<f32>(weight + place, 4) * (constant + sign * total(f32x4.add(b0, b1)));
    const ca = f32x4.splat(wa);
    const cb = f32x4.splat(wb);
    for (let i: usize = 0; i < bytes; i += 32) {
      const o0 = f32x4.relaxed_madd(ca, v128.load(a + i), v128.load(out + i));
      const o1 = f32x4.relaxed_madd(ca, v128.load(a + i, 16), v128.load(out + i, 16));
      v128.store(out + i, f32x4.relaxed_madd(cb, v128.load(b + i), o0));
      v128.store(out + i, f32x4.relaxed_madd(cb, v128.load(b + i, 16), o1), 16);
    }
  }
  if (at === last) return;
  const v = other + <usize>load<i32>(index + ((<usize>at) << 2)) * bytes;
  const c = by * load<f32>(weight + ((<usize>at) << 2));
  add(out, c * (constant + sign * dot(v, x, bytes)), v, bytes);
}

/** out = (G + ridge) x, four columns of G at once: out is read and written a quarter as often. */
function everywhere(out: usize, x: usize, gram: usize, ridge: f32, bytes: usize): void {
  scaled(out, ridge, x, bytes);
  for (let column: usize = 0; column < bytes; column += 16) {
    const a = gram + (column >> 2) * bytes;
    const x0 = v128.load32_splat(x + column);
    const x1 = v128.load32_splat(x + column, 4);
    const x2 = v128.load32_splat(x + column, 8);
    const x3 = v128.load32_splat(x + column, 12);
    const b = a + bytes;
    const c = b + bytes;
    const d = c + bytes;
    for (let at: usize = 0; at < bytes; at += 16) {
      const first = f32x4.relaxed_madd(x1, v128.load(b + at), f32x4.mul(x0, v128.load(a + at)));
      const second = f32x4.relaxed_madd(x3, v128.load(d + at), f32x4.mul(x2, v128.load(c + at)));
      v128.store(out + at, f32x4.add(v128.load(out + at), f32x4.add(first, second)));
    }
  }
}
