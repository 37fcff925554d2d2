import { FunctionBuilder } from '../wasm/function-builder.ts';
import {
  between,
  clearBytes,
  floats,
  get,
  int,
  least,
  load4,
  loadInt,
  set,
  shuffle,
  splatInt,
  store4,
  storeLanes,
  times,
  vector,
  when,
  words,
  type Code,
} from '../wasm/wasm-code.ts';
import { whole as uncut, type Work } from '../run/work.ts';

const bytesOf = (...from: number[]): number[] =>
  from.flatMap((word) => [0, 1, 2, 3].map((byte) => word * 4 + byte));
const [even, odd] = [bytesOf(0, 2, 4, 6), bytesOf(1, 3, 5, 7)];
const [lowPairs, highPairs] = [bytesOf(0, 4, 1, 5), bytesOf(2, 6, 3, 7)];
const [firstHalves, secondHalves] = [bytesOf(0, 1, 4, 5), bytesOf(2, 3, 6, 7)];

/**
 * Philox4x32-10 (shared/random/philox.ts), four blocks at once: `count` words, a multiple of sixteen, to `out`, of the step
 * that the word at `step` tells.
 */
export function wordsFunction(
  { seed, purpose }: { seed: number; purpose: number },
  count: number,
  step: number,
  out: number,
): Work {
  const build = new FunctionBuilder(['i32', 'i32']);
  const group = build.local('i32');
  const c = build.locals('v128', 4);
  const next = build.locals('v128', 4);
  const wide = build.locals('v128', 2);
  const [c0 = 0, c1 = 0, c2 = 0, c3 = 0] = c;
  const [n0 = 0, n1 = 0, n2 = 0, n3 = 0] = next;
  const [low = 0, high = 0] = wide;
  const product = (factor: number, by: number): Code => [
    set(low, vector('productLow', get(factor), words(by))),
    set(high, vector('productHigh', get(factor), words(by))),
  ];
  const xor = (a: Code, b: Code): Code => vector('xor', a, b);
  const round = (key0: number, key1: number): Code => [
    product(c0, 0xd2511f53),
    set(n3, shuffle(get(low), get(high), even)),
    set(n2, xor(xor(shuffle(get(low), get(high), odd), get(c3)), words(key1))),
    product(c2, 0xcd9e8d57),
    set(n1, shuffle(get(low), get(high), even)),
    set(n0, xor(xor(shuffle(get(low), get(high), odd), get(c1)), words(key0))),
    c.map((to, i) => set(to, get(next[i]!))),
  ];
  const [first, second] = [seed >>> 0, seed >>> 31 ? 0xffffffff : 0];
  const rounds = Array.from({ length: 10 }, (_, i) =>
    round((first + Math.imul(i, 0x9e3779b9)) | 0, (second + Math.imul(i, 0xbb67ae85)) | 0),
  );
  const put = (at: number, a: number, b: number, halves: number[]): Code =>
    store4(get(group), out + at * 16, shuffle(get(a), get(b), halves));
  // `group` counts bytes: sixteen a block.
  const made = build.finish([
    between(group, times(get(0), int(64)), times(get(1), int(64)), 64, [
      set(c0, vector('addInt', splatInt([get(group), int(4), 0x76]), words(0, 1, 2, 3))),
      set(c1, words(0)),
      set(c2, splatInt(loadInt(int(0), step))),
      set(c3, words(purpose)),
      rounds,
      set(n0, shuffle(get(c0), get(c1), lowPairs)),
      set(n1, shuffle(get(c2), get(c3), lowPairs)),
      set(n2, shuffle(get(c0), get(c1), highPairs)),
      set(n3, shuffle(get(c2), get(c3), highPairs)),
      put(0, n0, n1, firstHalves),
      put(1, n0, n1, secondHalves),
      put(2, n2, n3, firstHalves),
      put(3, n2, n3, secondHalves),
    ]),
  ]);
  return { made, units: count / 16, grain: 1, cost: count };
}

type Draws = { bits: 8 | 16; threshold: number; first: number; scale: number };

/** `scale` for each of `count` draws that is at least the threshold, else 0. */
export function drawsFunction(
  { bits, threshold, first, scale }: Draws,
  count: number,
  from: number,
  out: number,
): Work {
  const build = new FunctionBuilder(['i32', 'i32']);
  const at = build.local('i32');
  const [reached, part, value] = build.locals('v128', 3) as [number, number, number];
  if (threshold >= 2 ** bits)
    return uncut(new FunctionBuilder().finish(clearBytes(int(out), count * 4)));
  const perLoad = 128 / bits;
  const lowest = words(Math.imul(threshold, bits === 8 ? 0x01010101 : 0x00010001));
  const address: Code = bits === 8 ? [get(at), int(2), 0x76] : [get(at), int(1), 0x76];
  const source = load4(address, from + (first * bits) / 8);
  const four = (index: number): Code => {
    const half = bits === 8 ? get(part) : get(reached);
    return vector(index % 2 === 0 ? 'widenLow16' : 'widenHigh16', half);
  };
  const body = (draws: number): Code => [
    set(reached, vector(bits === 8 ? 'atLeast8' : 'atLeast16', source, lowest)),
    Array.from({ length: Math.ceil(draws / 4) }, (_, i): Code => {
      const widen = vector(i < 2 ? 'widenLow8' : 'widenHigh8', get(reached));
      const lanes = Math.min(4, draws - i * 4);
      return [
        bits === 8 && i % 2 === 0 ? set(part, widen) : [],
        set(value, vector('and', four(i), floats(scale))),
        lanes === 4
          ? store4(get(at), out + i * 16, get(value))
          : storeLanes(get(at), out + i * 16, get(value), lanes),
      ];
    }),
  ];
  const whole = count - (count % perLoad);
  const end = times(least(get(1), int(whole)), int(4));
  const made = build.finish([
    whole > 0 ? between(at, times(get(0), int(4)), end, perLoad * 4, body(perLoad)) : [],
    count > whole
      ? when([get(1), int(count), 0x46], [set(at, int(whole * 4)), body(count - whole)])
      : [],
  ]);
  return { made, units: count, grain: perLoad, cost: count / 3 };
}
