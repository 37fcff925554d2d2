import { afterEach, describe, expect, it } from 'vitest';
import { scale } from '../../../../src-renderer/charts/lines/scale.ts';
import { tickTexts } from '../../../../src-renderer/charts/lines/tick-texts.ts';
import { linearTicks } from '../../../../src-renderer/charts/lines/ticks.ts';
import { readable } from '../../../../src-renderer/format/number.ts';
import { overwriteGetLocale } from '../../../../src-renderer/i18n/paraglide/runtime.js';

afterEach(() => overwriteGetLocale(() => 'en'));

describe('What stands beside ticks', () => {
  it('is short for the loss of a run that diverged', () => {
    expect(tickTexts([0, 50e6, 100e6, 150e6])).toEqual(['0', '50M', '100M', '150M']);
    expect(tickTexts([0, 2.5e9, 5e9])).toEqual(['0', '2.5B', '5B']);
    expect(tickTexts([0, 2e17, 1.2e18])).toEqual(['0', '2e17', '1.2e18']);
    expect(tickTexts([1e30, 1e35])).toEqual(['1e30', '1e35']);
  });

  it('counts by ten thousands in Chinese', () => {
    overwriteGetLocale(() => 'zh-CN');
    expect(tickTexts([0, 50e6, 250e6])).toEqual(['0', '5000万', '2.5亿']);
  });

  it('leaves small numbers as they are', () => {
    expect(tickTexts([-0.5, 0, 0.25, 9000])).toEqual(['−0.5', '0', '0.25', '9,000']);
    expect(tickTexts([1e-7, 2.5e-6])).toEqual(['1e-7', '2.5e-6']);
  });

  it('takes more digits where two would read the same', () => {
    expect(tickTexts([1_000_100, 1_000_200])).toEqual(['1.0001M', '1.0002M']);
    expect(tickTexts([0.12342, 0.12344])).toEqual(['0.12342', '0.12344']);
  });

  it('ends where numbers differ by less than a reader could see', () => {
    expect(tickTexts([1, 1 + 1e-15])).toHaveLength(2);
  });
});

describe('Ticks of what is counted', () => {
  it.each([
    [0.05, 2, [1, 2]],
    [1, 3, [1, 2, 3]],
    [0, 40, [0, 10, 20, 30, 40]],
  ])('stand at whole numbers from %d to %d', (low, high, ticks) => {
    expect(linearTicks(low, high, 5, 1)).toEqual(ticks);
    const { ticks: own } = scale({ low, high }, { from: 0, to: 400 }, { ticks: 5, whole: true });
    expect(own).toEqual(ticks);
  });

  it('is the one there is where there is one', () => {
    const one = scale({ low: 1, high: 1 }, { from: 0, to: 400 }, { ticks: 5, whole: true });
    expect(one.ticks).toEqual([1]);
  });
});

it('A number that is no exact whole number any more is not written out', () => {
  expect(readable(1e20)).toBe('1.00e+20');
  expect(readable(2 ** 53 - 1)).toBe('9,007,199,254,740,991');
});
