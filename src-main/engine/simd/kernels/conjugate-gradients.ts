import { add, dot, follow, scaled } from './vectors';

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
    everywhere(residual, x, gram, keep, bytes);
    scaled(residual, -1, residual, bytes);
    for (let at = first; at < last; at++) {
      const v = other + <usize>load<i32>(index + ((<usize>at) << 2)) * bytes;
      add(residual, load<f32>(weight + ((<usize>at) << 2)) * (1 - dot(v, x, bytes)), v, bytes);
    }
    memory.copy(direction, residual, bytes);
    let size = dot(residual, residual, bytes);
    const enough = size * 1e-13;
    for (let step = 0; step < steps && size > enough; step++) {
      everywhere(ahead, direction, gram, keep, bytes);
      for (let at = first; at < last; at++) {
        const v = other + <usize>load<i32>(index + ((<usize>at) << 2)) * bytes;
        add(ahead, load<f32>(weight + ((<usize>at) << 2)) * dot(v, direction, bytes), v, bytes);
      }
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

/** out = (G + ridge) x */
function everywhere(out: usize, x: usize, gram: usize, ridge: f32, bytes: usize): void {
  scaled(out, ridge, x, bytes);
  for (let column: usize = 0; column < bytes; column += 4)
    add(out, load<f32>(x + column), gram + (column >> 2) * bytes, bytes);
}
