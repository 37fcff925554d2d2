import { hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  checkOf,
  newDataKey,
  pageKeyOf,
  readRecoveryKey,
  recoveryKeyOf,
} from '../../../../../src-main/backend/storage/encryption/data-key.ts';

const zeros = Buffer.alloc(32);

describe('a recovery key', () => {
  it('is the data key in 14 groups of four, and reads back as it', () => {
    for (let round = 0; round < 200; round += 1) {
      const key = newDataKey();
      const text = recoveryKeyOf(key);
      expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(readRecoveryKey(text)).toEqual(key);
    }
  });

  it('is 260 bits in base 32, most significant first', () => {
    const key = Buffer.from(
      '8000000000000000000000000000000000000000000000000000000000000001',
      'hex',
    );
    // 1 bit, 255 zeros but the last: 10000 ... 0001 0000, the last 4 bits filling up.
    expect(recoveryKeyOf(key).replaceAll('-', '').slice(0, 52)).toBe(`G${'0'.repeat(50)}G`);
  });

  it('is read however it was typed', () => {
    const text = recoveryKeyOf(zeros);
    const typed = text.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' ');
    expect(readRecoveryKey(`  ${typed}\n`)).toEqual(zeros);
    expect(readRecoveryKey(text.replaceAll('-', '\u2013'))).toEqual(zeros);
    const wide = [...text].map((c) =>
      c === '-' ? c : String.fromCodePoint(c.codePointAt(0)! + 0xfee0),
    );
    expect(readRecoveryKey(wide.join(''))).toEqual(zeros);
  });

  it('tells a mistyped character, wherever it is', () => {
    const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    const text = recoveryKeyOf(newDataKey()).replaceAll('-', '');
    for (const [at, digit] of [...text].entries()) {
      const other = digits[(digits.indexOf(digit) + 7) % 32]!;
      expect(readRecoveryKey(text.slice(0, at) + other + text.slice(at + 1))).toBe('mistyped');
    }
  });

  it('is nothing that merely has letters', () => {
    expect(readRecoveryKey('correct horse battery staple')).toBe(null);
    expect(readRecoveryKey('')).toBe(null);
    expect(readRecoveryKey('U'.repeat(56))).toBe(null);
  });
});

describe('what follows from a data key', () => {
  it('differs by its use, and is HKDF-SHA-256', () => {
    const expected = Buffer.from(hkdfSync('sha256', zeros, '', 'portrait workspace pages 1', 48));
    expect(pageKeyOf(zeros)).toBe(expected.toString('hex'));
    expect(pageKeyOf(zeros)).not.toContain(checkOf(zeros).slice(0, 16));
  });
});
