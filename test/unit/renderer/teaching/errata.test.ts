import { afterEach, describe, expect, it } from 'vitest';
import { differenceCheck } from '#shared/network/difference-check.ts';
import { at, entry } from '#shared/network/matrix.ts';
import { exampleStep } from '#shared/teaching/examples/example.ts';
import { fourUsers } from '#shared/teaching/examples/four-users.ts';
import { shownText } from '#shared/teaching/shown.ts';
import { traceOf, type Trace } from '#shared/teaching/trace.ts';
import { pathsInto, unitLayers } from '#shared/teaching/unit-layers.ts';
import { overwriteGetLocale } from '../../../../src-renderer/i18n/paraglide/runtime.js';
import { errata } from '../../../../src-renderer/teaching/errata.ts';
import { goldenTrace } from '../../shared/teaching/golden-trace.ts';

afterEach(() => overwriteGetLocale(() => 'en'));
const [a1, a2, a3] = ['a1-mission-user-1', 'a2-mission-user-2', 'a3-mission-both'].map(goldenTrace);
const [b, d] = ['b-relu-dropout', 'd-softmax'].map(goldenTrace);
const here = a1 && a2 && a3 && b && d;

/** The numbers each erratum must show, computed from the golden cases by our own net. */
function shownBy(): Map<number, number[]> {
  const [one, two, both] = [a1!.trace, a2!.trace, a3!.trace];
  const out = (trace: Trace) => unitLayers(trace).at(-1)!;
  const firstWeight = (trace: Trace): number => at(out(trace).kernel, 0, 0) - 0;
  const gradient = (trace: Trace): number => {
    const { delta, input } = out(trace);
    const rows = delta.map((_, r) => at(delta, r, 0) * at(input, r, 0));
    return rows.reduce((sum, g) => sum + g, 0) / rows.length;
  };
  const [hidden] = unitLayers(one);
  const dA = at(out(one).dA, 0, 0);
  const slope = at(out(one).slope!, 0, 0);
  const place = { tensor: 'output/kernel', row: 0, column: 0 };
  const { spec, weights, batch, mode } = one;
  const profile = hidden!.a[0]!;
  const [paths] = unitLayers(d!.trace).map((layer) => pathsInto(d!.trace, layer, 0, 0));
  const off = unitLayers(b!.trace)[0]!;
  const p2 = (raised: number): number => {
    const [z] = unitLayers(d!.trace).at(-1)!.z;
    const powers = z!.map((value, k) => Math.exp(value + (k === 0 ? raised : 0)));
    return powers[1]! / powers.reduce((sum, power) => sum + power, 0);
  };
  expect(firstWeight(one)).toBe(0.6);
  return new Map([
    [
      1,
      [
        dA * profile[0]!,
        gradient(one),
        differenceCheck(spec, weights, batch, mode, place).central,
        dA,
        dA * slope,
        at(off.dA, 0, 1),
      ],
    ],
    [2, [...paths!.right, paths!.right.reduce((sum, path) => sum + path, 0)]],
    [4, [p2(0), p2(1)]],
    [5, [at(out(one).a, 0, 0), one.pass.loss.total]],
    [6, [gradient(one), gradient(two), gradient(both)]],
    [8, [at(off.a, 0, 0), at(off.a, 0, 0) * 2]],
    [12, profile],
    [13, [...profile, at(out(one).a, 0, 0)]],
  ]);
}

describe.each(['en', 'zh-CN'] as const)('The errata in %s', (locale) => {
  it('are eighteen, each with what the source says, what is right and numbers', () => {
    overwriteGetLocale(() => locale);
    expect(errata).toHaveLength(18);
    for (const { source, right, numbers } of errata) {
      for (const text of [source(), right(), numbers()]) {
        expect(text.length).toBeGreaterThan(4);
        expect(/[一-鿿]/.test(text)).toBe(locale === 'zh-CN');
      }
    }
  });

  it.skipIf(!here)('show the numbers of the golden cases', () => {
    overwriteGetLocale(() => locale);
    for (const [number, values] of shownBy()) {
      const text = errata[number - 1]!.numbers().replaceAll('− ', '−');
      for (const value of values) {
        expect(text, `E${number}`).toContain(shownText(value).replace('−-', '−'));
      }
    }
  });

  it('show what raw ages do to the worked example', () => {
    overwriteGetLocale(() => locale);
    const text = errata[9]!.numbers();
    const trace = (raw: boolean): Trace => {
      const x = fourUsers.x
        .slice(0, 2)
        .map((row) => (raw ? row.with(1, 27.5 + 2.5 * row[1]!) : row));
      return traceOf(exampleStep({ ...fourUsers, x, y: fourUsers.y.slice(0, 2) }));
    };
    const [raw, scaled] = [trace(true), trace(false)].map((own) => unitLayers(own));
    for (const row of [0, 1]) {
      expect(raw![0]!.a[row]!.map((a) => shownText(a, 2)).join(', ')).toBe(
        '0.00, 1.00, 1.00, 1.00',
      );
      expect(text).toContain(shownText(at(raw![1]!.a, row, 0)));
    }
    const bought = (layers: typeof raw): number =>
      at(layers![0]!.delta, 0, 0) * entry(layers![0]!.input[0]!, 4);
    expect(Math.round(bought(scaled) / bought(raw))).toBe(82);
    expect(text).toContain('82');
  });

  it('show how far two optimisers move', () => {
    overwriteGetLocale(() => locale);
    const own = {
      ...fourUsers,
      x: fourUsers.x.slice(0, 1),
      y: fourUsers.y.slice(0, 1),
      learningRate: 0.01,
    };
    const moved = (trace: Trace): number =>
      Math.abs(at(unitLayers(trace).at(-1)!.nextKernel, 0, 0) - 0.6);
    const adam = { type: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;
    const text = errata[6]!.numbers();
    expect(text).toContain(shownText(moved(traceOf(exampleStep(own))), 5));
    expect(text).toContain(shownText(moved(traceOf(exampleStep({ ...own, optimizer: adam }))), 5));
  });
});
