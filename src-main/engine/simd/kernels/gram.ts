/**
 * out += `by` V'V of the rows [from, to) of float64, `bytes` long, a multiple of 64. Four rows at once, so that out is read
 * and written a quarter as often.
 */
export function gramOfRows(
  from: i32,
  to: i32,
  rows: usize,
  bytes: usize,
  by: f64,
  out: usize,
): void {
  let row = from;
  for (; row + 3 < to; row += 4) {
    const a = rows + <usize>row * bytes;
    const b = a + bytes;
    const c = b + bytes;
    const d = c + bytes;
    for (let at: usize = 0; at < bytes; at += 8) {
      const line = out + (at >> 3) * bytes;
      const wa = f64x2.splat(by * load<f64>(a + at));
      const wb = f64x2.splat(by * load<f64>(b + at));
      const wc = f64x2.splat(by * load<f64>(c + at));
      const wd = f64x2.splat(by * load<f64>(d + at));
      for (let i: usize = 0; i < bytes; i += 16) {
        const first = f64x2.relaxed_madd(wa, v128.load(a + i), v128.load(line + i));
        const second = f64x2.relaxed_madd(wb, v128.load(b + i), first);
        const third = f64x2.relaxed_madd(wc, v128.load(c + i), second);
        v128.store(line + i, f64x2.relaxed_madd(wd, v128.load(d + i), third));
      }
    }
  }
  for (; row < to; row++) {
    const a = rows + <usize>row * bytes;
    for (let at: usize = 0; at < bytes; at += 8) {
      const line = out + (at >> 3) * bytes;
      const weight = f64x2.splat(by * load<f64>(a + at));
      for (let i: usize = 0; i < bytes; i += 16)
        v128.store(line + i, f64x2.relaxed_madd(weight, v128.load(a + i), v128.load(line + i)));
    }
  }
}
