import { describe, expect, it } from 'vitest';
import { plainReading, readNumber, readPlainNumber } from '#shared/values/number/index.ts';
import type { NumberFormat } from '#shared/values/number/index.ts';

const as = (decimal: '.' | ',', thousands: NumberFormat['thousands'], percent = false) => ({
  ...plainReading,
  format: { decimal, thousands },
  percent,
});

// Bodies as Babel's parse_decimal(strict=True) reads them in en_US, de_DE, fr_FR and en_IN; the signs around them by hand.
describe('readNumber', () => {
  it.each([
    ['1,234,567.891', as('.', ','), 1234567.891],
    ['1.234.567,891', as(',', '.'), 1234567.891],
    ['1\u202f234\u202f567,891', as(',', ' '), 1234567.891],
    ['1’234’567.891', as('.', "'"), 1234567.891],
    ['12,34,567.891', as('.', ','), 1234567.891],
    ['.5', as('.', ','), 0.5],
    [',5', as(',', '.'), 0.5],
    ['12.', as('.', ','), 12],
    ['-0', as('.', ','), 0],
    ['7.5%', as('.', ',', true), 0.075],
    ['0.1 %', as('.', ',', true), 0.001],
    ['%45', as('.', ',', true), 0.45],
    ['29%', as('.', ',', true), 0.29],
    ['１，２３４．５', as('.', ','), 1234.5],
    // As Python's int and float read these digits.
    ['١٢٣', as('.', ','), 123],
    ['-۱۲٫۵', as('.', ','), -12.5],
    ['१२३.५', as('.', ','), 123.5],
    ['١٬٢٣٤٫٥', as('.', ','), 1234.5],
    ['\u061c-٤٥٪', as('.', ',', true), -0.45],
    ['(US$ 1,200.00)', as('.', ','), -1200],
    ['1.234,50 EUR', as(',', '.'), 1234.5],
    ['-€5', as('.', ','), -5],
    ['€-5', as('.', ','), -5],
    ['5-', as('.', ','), -5],
    ['1,5e3', as(',', '.'), 1500],
  ])('%s', (text, reading, wanted) => {
    expect(readNumber(text, reading)).toBe(wanted);
  });

  it.each([
    ['1,23', as('.', ',')],
    ['1,2345', as('.', ',')],
    ['0,123', as('.', ',')],
    ['1.5', as(',', '.')],
    ['1.234.56', as(',', '.')],
    ['1,234,5', as('.', ',')],
    ['1 234', as('.', '')],
    ['45%', as('.', ',')],
    ['45', as('.', ',', true)],
    ['(-5)', as('.', ',')],
    ['--5', as('.', ',')],
    ['$5€', as('.', ',')],
    ['5 apples', as('.', ',')],
    ['1e999', as('.', ',')],
    ['Infinity', as('.', ',')],
    ['0x10', as('.', ',')],
    ['', as('.', ',')],
    ['-', as('.', ',')],
    ['12 ft', as('.', ',')],
    ['10²', as('.', ',')],
    ['½', as('.', ',')],
  ])('is none: %s', (text, reading) => {
    expect(readNumber(text, reading)).toBeUndefined();
  });
});

describe('readPlainNumber', () => {
  it('takes digits, a point and a power of ten, and nothing that JavaScript alone takes', () => {
    expect(['5', ' -5.5 ', '+1e3', '.5'].map(readPlainNumber)).toEqual([5, -5.5, 1000, 0.5]);
    for (const text of ['', ' ', '0x10', '0b1', 'Infinity', '1e999', '1_000', '1,5']) {
      expect(readPlainNumber(text)).toBeUndefined();
    }
  });
});
