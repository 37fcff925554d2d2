import { FunctionBuilder } from '../wasm/function-builder.ts';
import {
  call,
  floats,
  get,
  multiplyAdd,
  set,
  shiftLeft,
  shiftRight,
  shiftRightUnsigned,
  vector,
  words,
  type Code,
} from '../wasm/wasm-code.ts';
import type { WasmFunction } from '../wasm/wasm-module.ts';

/** The functions of four numbers at once that every module begins with, by their number in it. */
export const elementary = { exp: 0, log: 1, tanh: 2, softplus: 3, erf: 4 } as const;

/**
 * Exponential, logarithm and tangent as in Cephes (Moshier, expf, logf, tanhf), within 2 units in the last place; the error
 * function by Abramowitz and Stegun 7.1.26, within 1.5e-7. Infinity and what is no number go through as they should.
 */
export function elementaryFunctions(fused: boolean): WasmFunction[] {
  return [exp(fused), log(fused), tanh(fused), softplus(), erf(fused)];
}

const add = (a: Code, b: Code): Code => vector('add', a, b);
const sub = (a: Code, b: Code): Code => vector('sub', a, b);
const mul = (a: Code, b: Code): Code => vector('mul', a, b);

/** Highest power first. */
function polynomial(fused: boolean, x: Code, [first = 0, ...rest]: readonly number[]): Code {
  return rest.reduce<Code>((sum, next) => multiplyAdd(fused, sum, x, floats(next)), floats(first));
}

/** Added to a number below 2^22 it leaves the nearest whole number in the low bits. */
const magic = 1.5 * 2 ** 23;

/**
 * e^x = 2^n e^r with |r| at most half of log 2; the power of two in two parts, as it may be 2^128 or less than 2^-126. Written
 * out where it stands: half of a softmax's time is exponentials.
 */
export function exponential(build: FunctionBuilder, fused: boolean): (x: Code) => Code {
  const [x, n, r, half] = build.locals('v128', 4) as [number, number, number, number];
  const power = (exponent: Code): Code => shiftLeft(vector('addInt', exponent, words(127)), 23);
  const series = polynomial(
    fused,
    get(r),
    [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 0.5],
  );
  const value = add(multiplyAdd(fused, series, mul(get(r), get(r)), get(r)), floats(1));
  const rest = multiplyAdd(fused, get(r), floats(-0.693359375), get(x));
  const magicBits = words(new Int32Array(Float32Array.of(magic).buffer)[0]!);
  return (given) => [
    set(x, vector('larger', vector('lesser', given, floats(89)), floats(-104))),
    set(n, multiplyAdd(fused, get(x), floats(Math.LOG2E), floats(magic))),
    set(r, sub(get(n), floats(magic))),
    set(r, multiplyAdd(fused, get(r), floats(2.1219444e-4), rest)),
    set(r, value),
    set(n, vector('subInt', get(n), magicBits)),
    set(half, shiftRight(get(n), 1)),
    mul(mul(get(r), power(get(half))), power(vector('subInt', get(n), get(half)))),
  ];
}

function exp(fused: boolean): WasmFunction {
  const build = new FunctionBuilder(['v128']);
  return build.finish(exponential(build, fused)(get(0)), 'v128');
}

/** log x = log m + e log 2 with m between the roots of 1/2 and 2. */
function log(fused: boolean): WasmFunction {
  const build = new FunctionBuilder(['v128']);
  const [tiny, x, e, m, z] = build.locals('v128', 5) as [number, number, number, number, number];
  const least = 1.17549435e-38;
  const exponent = vector('subInt', shiftRightUnsigned(get(x), 23), words(126));
  const series = polynomial(
    fused,
    get(m),
    [
      7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1,
      -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
    ],
  );
  const small = vector('lt', get(m), floats(Math.SQRT1_2));
  const value = add(
    add(
      get(m),
      sub(
        multiplyAdd(fused, get(e), floats(-2.1219444e-4), mul(mul(series, get(m)), get(z))),
        mul(get(z), floats(0.5)),
      ),
    ),
    mul(get(e), floats(0.693359375)),
  );
  const pick = (condition: Code, yes: Code, no: Code): Code => vector('select', yes, no, condition);
  return build.finish(
    [
      set(tiny, vector('lt', get(0), floats(least))),
      set(x, pick(get(tiny), mul(get(0), floats(2 ** 23)), get(0))),
      set(e, sub(vector('fromInt', exponent), vector('and', get(tiny), floats(23)))),
      set(m, vector('or', vector('and', get(x), words(0x007fffff)), words(0x3f000000))),
      set(z, small),
      set(e, sub(get(e), vector('and', get(z), floats(1)))),
      set(m, sub(add(get(m), vector('and', get(z), get(m))), floats(1))),
      set(z, mul(get(m), get(m))),
      set(m, value),
      // Of 0, of infinity and what is no number, of what is less than 0.
      set(m, pick(vector('eq', get(0), floats(0)), floats(-Infinity), get(m))),
      set(m, pick(vector('lt', get(0), floats(Infinity)), get(m), get(0))),
      pick(vector('lt', get(0), floats(0)), floats(NaN), get(m)),
    ],
    'v128',
  );
}

function tanh(fused: boolean): WasmFunction {
  const build = new FunctionBuilder(['v128']);
  const [size, z] = [build.local('v128'), build.local('v128')];
  const series = polynomial(
    fused,
    get(z),
    [-5.70498872745e-3, 2.06390887954e-2, -5.37397155531e-2, 1.33314422036e-1, -3.33332819422e-1],
  );
  const near = multiplyAdd(fused, mul(series, get(z)), get(0), get(0));
  const grown = call(elementary.exp, add(get(size), get(size)));
  const far = sub(floats(1), vector('div', floats(2), add(grown, floats(1))));
  return build.finish(
    [
      set(size, vector('abs', get(0))),
      set(z, mul(get(0), get(0))),
      vector(
        'select',
        near,
        vector('or', far, vector('and', get(0), words(-0x80000000))),
        vector('lt', get(size), floats(0.625)),
      ),
    ],
    'v128',
  );
}

/** max(x, 0) + log(1 + u), u = e^-|x|; the rounding of 1 + u is undone (Kahan), so that small u keep their digits. */
function softplus(): WasmFunction {
  const build = new FunctionBuilder(['v128']);
  const [u, w, back] = [build.local('v128'), build.local('v128'), build.local('v128')];
  const logarithm = vector('div', mul(call(elementary.log, get(w)), get(u)), get(back));
  return build.finish(
    [
      set(u, call(elementary.exp, vector('neg', vector('abs', get(0))))),
      set(w, add(get(u), floats(1))),
      set(back, sub(get(w), floats(1))),
      add(
        vector('max', get(0), floats(0)),
        vector('select', get(u), logarithm, vector('eq', get(back), floats(0))),
      ),
    ],
    'v128',
  );
}

function erf(fused: boolean): WasmFunction {
  const build = new FunctionBuilder(['v128']);
  const [size, t] = [build.local('v128'), build.local('v128')];
  const series = polynomial(
    fused,
    get(t),
    [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592],
  );
  const fall = call(elementary.exp, vector('neg', mul(get(size), get(size))));
  const value = sub(floats(1), mul(mul(series, get(t)), fall));
  return build.finish(
    [
      set(size, vector('abs', get(0))),
      set(t, vector('div', floats(1), multiplyAdd(fused, get(size), floats(0.3275911), floats(1)))),
      vector('or', value, vector('and', get(0), words(-0x80000000))),
    ],
    'v128',
  );
}
