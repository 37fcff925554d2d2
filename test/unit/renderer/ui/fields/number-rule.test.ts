import { describe, expect, it } from 'vitest';
import {
  checkNumber,
  plainNumber,
  stepNumber,
} from '../../../../../src-renderer/ui/fields/number-rule.ts';

describe('a typed number', () => {
  it('is understood with exponent, without leading zero and with a decimal comma', () => {
    expect(checkNumber('1e-3', {})).toEqual({ ok: true, value: 0.001 });
    expect(checkNumber('.5', {})).toEqual({ ok: true, value: 0.5 });
    expect(checkNumber('0,25', {})).toEqual({ ok: true, value: 0.25 });
  });

  it('is refused with the reason', () => {
    expect(checkNumber('', {})).toEqual({ ok: false, why: 'number' });
    expect(checkNumber('abc', {})).toEqual({ ok: false, why: 'number' });
    expect(checkNumber('1e999', {})).toEqual({ ok: false, why: 'number' });
    expect(checkNumber('1.5', { integer: true })).toEqual({ ok: false, why: 'integer' });
    expect(checkNumber('0', { min: 1 })).toEqual({ ok: false, why: 'range' });
    expect(checkNumber('0', { above: 0 })).toEqual({ ok: false, why: 'range' });
    expect(checkNumber('1e-9', { above: 0 })).toEqual({ ok: true, value: 1e-9 });
  });

  it('may be left out where it is optional', () => {
    expect(checkNumber('  ', { optional: true })).toEqual({ ok: true, value: null });
  });
});

describe('a step', () => {
  it('stays in range and free of floating-point dust', () => {
    expect(stepNumber(0.1, 2, { step: 0.1 })).toBe(0.3);
    expect(stepNumber(9, 10, { max: 12 })).toBe(12);
    expect(stepNumber(null, -1, { min: 1 })).toBe(1);
    expect(stepNumber(0.5, -1, { above: 0 })).toBe(0.5);
    expect(stepNumber(null, -1, { above: 0 })).toBe(1);
  });
});

describe('a number for screen readers', () => {
  it('is written without exponent and without groups', () => {
    expect(plainNumber(1e-9)).toBe('0.000000001');
    expect(plainNumber(1_234_567.5)).toBe('1234567.5');
    expect(plainNumber(null)).toBeUndefined();
  });
});
