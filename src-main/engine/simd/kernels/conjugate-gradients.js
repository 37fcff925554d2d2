'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
exports.solveRows = solveRows;
const vectors_1 = require('./vectors');
/**
 * Conjugate gradients (Hestenes & Stiefel 1952) from the rows there are, for rows x of
 * (V' C V + G + ridge) x = V' c, V being the other side's rows of each one's interactions, c their weights.
 * Addresses of: pointer, index (int32) and weight of the interactions; x; V; G [f, f], symmetric; ridge of each row;
 * three rows to work in. `bytes` of a row, a multiple of 64.
 */
function solveRows(from, to, pointer, index, weight, own, other, gram, ridge, work, bytes, steps) {
  const residual = work;
  const direction = work + bytes;
  const ahead = work + 2 * bytes;
  for (let row = from; row < to; row++) {
    const first = load(pointer + (row << 2));
    const last = load(pointer + (row << 2), 4);
    const x = own + row * bytes;
    if (first === last) {
      memory.fill(x, 0, bytes);
      continue;
    }
    const keep = load(ridge + (row << 2));
    everywhere(residual, x, gram, keep, bytes);
    (0, vectors_1.scaled)(residual, -1, residual, bytes);
    for (let at = first; at < last; at++) {
      const v = other + load(index + (at << 2)) * bytes;
      (0, vectors_1.add)(
        residual,
        load(weight + (at << 2)) * (1 - (0, vectors_1.dot)(v, x, bytes)),
        v,
        bytes,
      );
    }
    memory.copy(direction, residual, bytes);
    let size = (0, vectors_1.dot)(residual, residual, bytes);
    const enough = size * 1e-13;
    for (let step = 0; step < steps && size > enough; step++) {
      everywhere(ahead, direction, gram, keep, bytes);
      for (let at = first; at < last; at++) {
        const v = other + load(index + (at << 2)) * bytes;
        (0, vectors_1.add)(
          ahead,
          load(weight + (at << 2)) * (0, vectors_1.dot)(v, direction, bytes),
          v,
          bytes,
        );
      }
      const along = size / (0, vectors_1.dot)(direction, ahead, bytes);
      (0, vectors_1.add)(x, along, direction, bytes);
      if (step + 1 === steps) break;
      (0, vectors_1.add)(residual, -along, ahead, bytes);
      const next = (0, vectors_1.dot)(residual, residual, bytes);
      (0, vectors_1.follow)(direction, next / size, residual, bytes);
      size = next;
    }
  }
}
/** out = (G + ridge) x */
function everywhere(out, x, gram, ridge, bytes) {
  (0, vectors_1.scaled)(out, ridge, x, bytes);
  for (let column = 0; column < bytes; column += 4)
    (0, vectors_1.add)(out, load(x + column), gram + (column >> 2) * bytes, bytes);
}
