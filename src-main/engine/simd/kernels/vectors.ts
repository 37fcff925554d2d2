/** Rows of T, float32 or float64; lengths are bytes, multiples of 64. Four sums at once: one would wait for each addition. */
export function dot<T>(a: usize, b: usize, bytes: usize): T {
  let s0 = v128.splat<T>(0);
  let s1 = v128.splat<T>(0);
  let s2 = v128.splat<T>(0);
  let s3 = v128.splat<T>(0);
  for (let at: usize = 0; at < bytes; at += 64) {
    s0 = v128.relaxed_madd<T>(v128.load(a + at), v128.load(b + at), s0);
    s1 = v128.relaxed_madd<T>(v128.load(a + at, 16), v128.load(b + at, 16), s1);
    s2 = v128.relaxed_madd<T>(v128.load(a + at, 32), v128.load(b + at, 32), s2);
    s3 = v128.relaxed_madd<T>(v128.load(a + at, 48), v128.load(b + at, 48), s3);
  }
  return total<T>(v128.add<T>(v128.add<T>(s0, s1), v128.add<T>(s2, s3)));
}

export function total<T>(s: v128): T {
  if (sizeof<T>() === 8) return (f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1)) as T;
  return (f32x4.extract_lane(s, 0) +
    f32x4.extract_lane(s, 1) +
    (f32x4.extract_lane(s, 2) + f32x4.extract_lane(s, 3))) as T;
}

/** y += scale * x */
export function add<T>(y: usize, scale: T, x: usize, bytes: usize): void {
  const by = v128.splat<T>(scale);
  for (let at: usize = 0; at < bytes; at += 64) {
    v128.store(y + at, v128.relaxed_madd<T>(by, v128.load(x + at), v128.load(y + at)));
    v128.store(y + at, v128.relaxed_madd<T>(by, v128.load(x + at, 16), v128.load(y + at, 16)), 16);
    v128.store(y + at, v128.relaxed_madd<T>(by, v128.load(x + at, 32), v128.load(y + at, 32)), 32);
    v128.store(y + at, v128.relaxed_madd<T>(by, v128.load(x + at, 48), v128.load(y + at, 48)), 48);
  }
}

/** y = scale * x */
export function scaled<T>(y: usize, scale: T, x: usize, bytes: usize): void {
  const by = v128.splat<T>(scale);
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(y + at, v128.mul<T>(by, v128.load(x + at)));
}

/** y = x + scale * y */
export function follow<T>(y: usize, scale: T, x: usize, bytes: usize): void {
  const by = v128.splat<T>(scale);
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(y + at, v128.relaxed_madd<T>(by, v128.load(y + at), v128.load(x + at)));
}
