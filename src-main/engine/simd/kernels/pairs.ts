/**
 * Gradient ascent on ln sigmoid(<u, i> - <u, j>) for pairs drawn (Rendle et al. 2009); the item bias is the column
 * after the factors, where user rows hold 1. Addresses of `count` user, item and other item numbers (int32), of user
 * and item rows of `bytes`, a multiple of 16, the first `factors` learnt of the user's. Returns the summed loss before each step.
 */
export function learnPairs(
  count: i32,
  drawn: usize,
  users: usize,
  items: usize,
  bytes: usize,
  bias: usize,
  rate: f32,
  decay: f32,
): f64 {
  const keep: f32 = 1 - decay;
  const kept = f32x4.splat(keep);
  let loss: f64 = 0;
  for (let pair = 0; pair < count; pair++) {
    const at = drawn + <usize>pair * 12;
    const u = users + <usize>load<i32>(at) * bytes;
    const i = items + <usize>load<i32>(at, 4) * bytes;
    const j = items + <usize>load<i32>(at, 8) * bytes;
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let c: usize = 0;
    for (; c + 16 < bytes; c += 32) {
      s0 = f32x4.add(
        s0,
        f32x4.mul(v128.load(u + c), f32x4.sub(v128.load(i + c), v128.load(j + c))),
      );
      s1 = f32x4.add(
        s1,
        f32x4.mul(v128.load(u + c, 16), f32x4.sub(v128.load(i + c, 16), v128.load(j + c, 16))),
      );
    }
    if (c < bytes)
      s0 = f32x4.add(
        s0,
        f32x4.mul(v128.load(u + c), f32x4.sub(v128.load(i + c), v128.load(j + c))),
      );
    const s = f32x4.add(s0, s1);
    const difference =
      f32x4.extract_lane(s, 0) +
      f32x4.extract_lane(s, 1) +
      (f32x4.extract_lane(s, 2) + f32x4.extract_lane(s, 3));
    const against = Mathf.exp(-difference);
    // Beyond this the share is 1, and the exponential overflows soon.
    const far = against > 1e30;
    const pull: f32 = far ? rate : (rate * against) / (1 + against);
    const by = f32x4.splat(pull);
    for (c = 0; c < bytes; c += 16) {
      const own = v128.load(u + c);
      const liked = v128.load(i + c);
      const passed = v128.load(j + c);
      const moved = f32x4.mul(by, own);
      v128.store(u + c, f32x4.add(f32x4.mul(kept, own), f32x4.mul(by, f32x4.sub(liked, passed))));
      v128.store(i + c, f32x4.add(f32x4.mul(kept, liked), moved));
      v128.store(j + c, f32x4.sub(f32x4.mul(kept, passed), moved));
    }
    store<f32>(u + bias, 1);
    loss += far ? -difference : Math.log1p(against);
  }
  return loss;
}
