'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
exports.dot = dot;
exports.add = add;
exports.scaled = scaled;
exports.follow = follow;
/** Sixteen float32 a step; lengths are bytes, multiples of 64. Four sums at once: one would wait for each addition. */
function dot(a, b, bytes) {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  for (let at = 0; at < bytes; at += 64) {
    s0 = f32x4.add(s0, f32x4.mul(v128.load(a + at), v128.load(b + at)));
    s1 = f32x4.add(s1, f32x4.mul(v128.load(a + at, 16), v128.load(b + at, 16)));
    s2 = f32x4.add(s2, f32x4.mul(v128.load(a + at, 32), v128.load(b + at, 32)));
    s3 = f32x4.add(s3, f32x4.mul(v128.load(a + at, 48), v128.load(b + at, 48)));
  }
  const s = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
  return (
    f32x4.extract_lane(s, 0) +
    f32x4.extract_lane(s, 1) +
    (f32x4.extract_lane(s, 2) + f32x4.extract_lane(s, 3))
  );
}
/** y += scale * x */
function add(y, scale, x, bytes) {
  const by = f32x4.splat(scale);
  for (let at = 0; at < bytes; at += 64) {
    v128.store(y + at, f32x4.add(v128.load(y + at), f32x4.mul(by, v128.load(x + at))));
    v128.store(y + at, f32x4.add(v128.load(y + at, 16), f32x4.mul(by, v128.load(x + at, 16))), 16);
    v128.store(y + at, f32x4.add(v128.load(y + at, 32), f32x4.mul(by, v128.load(x + at, 32))), 32);
    v128.store(y + at, f32x4.add(v128.load(y + at, 48), f32x4.mul(by, v128.load(x + at, 48))), 48);
  }
}
/** y = scale * x */
function scaled(y, scale, x, bytes) {
  const by = f32x4.splat(scale);
  for (let at = 0; at < bytes; at += 16) v128.store(y + at, f32x4.mul(by, v128.load(x + at)));
}
/** y = x + scale * y */
function follow(y, scale, x, bytes) {
  const by = f32x4.splat(scale);
  for (let at = 0; at < bytes; at += 16)
    v128.store(y + at, f32x4.add(v128.load(x + at), f32x4.mul(by, v128.load(y + at))));
}
