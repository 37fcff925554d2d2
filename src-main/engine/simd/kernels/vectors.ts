/** Sixteen float32 a step; lengths are bytes, multiples of 64. Four sums at once: one would wait for each addition. */
export function dot(a: usize, b: usize, bytes: usize): f32 {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 64) {
    s0 = f32x4.relaxed_madd(v128.load(a + at), v128.load(b + at), s0);
    s1 = f32x4.relaxed_madd(v128.load(a + at, 16), v128.load(b + at, 16), s1);
    s2 = f32x4.relaxed_madd(v128.load(a + at, 32), v128.load(b + at, 32), s2);
    s3 = f32x4.relaxed_madd(v128.load(a + at, 48), v128.load(b + at, 48), s3);
  }
  return total(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
}

export function total(s: v128): f32 {
  return (
    f32x4.extract_lane(s, 0) +
    f32x4.extract_lane(s, 1) +
    (f32x4.extract_lane(s, 2) + f32x4.extract_lane(s, 3))
  );
}

/** y += scale * x */
export function add(y: usize, scale: f32, x: usize, bytes: usize): void {
  const by = f32x4.splat(scale);
  for (let at: usize = 0; at < bytes; at += 64) {
    v128.store(y + at, f32x4.relaxed_madd(by, v128.load(x + at), v128.load(y + at)));
    v128.store(y + at, f32x4.relaxed_madd(by, v128.load(x + at, 16), v128.load(y + at, 16)), 16);
    v128.store(y + at, f32x4.relaxed_madd(by, v128.load(x + at, 32), v128.load(y + at, 32)), 32);
    v128.store(y + at, f32x4.relaxed_madd(by, v128.load(x + at, 48), v128.load(y + at, 48)), 48);
  }
}

/** y = scale * x */
export function scaled(y: usize, scale: f32, x: usize, bytes: usize): void {
  const by = f32x4.splat(scale);
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(y + at, f32x4.mul(by, v128.load(x + at)));
}

/** y = x + scale * y */
export function follow(y: usize, scale: f32, x: usize, bytes: usize): void {
  const by = f32x4.splat(scale);
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(y + at, f32x4.relaxed_madd(by, v128.load(y + at), v128.load(x + at)));
}
