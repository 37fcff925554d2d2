import { createHmac, hkdfSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bandOf, periodOf, prefixOf } from '#shared/privacy/generalise.ts';
import { dateShifts, pseudonyms } from '../../../../../src-main/backend/data/masking/keyed.ts';
import { partly, shifted } from '../../../../../src-main/backend/data/masking/text-masks.ts';

const key = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
const other = key.replace('00', 'ff');

/** RFC 4648 base32, bit by bit. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => letters[parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}

describe('pseudonyms', () => {
  it('are 128 bits of an HMAC-SHA256 under a key drawn by HKDF for the domain', () => {
    const own = Buffer.from(
      hkdfSync('sha256', Buffer.from(key, 'hex'), '', 'portrait pseudonym email', 32),
    );
    const hash = createHmac('sha256', own).update('ann@example.org').digest();
    expect(pseudonyms(key, 'email')('ann@example.org')).toBe(base32(hash.subarray(0, 16)));
  });

  it.each([
    ['email', ' Ann@Example.org ', 'ann@example.org'],
    ['phone', '+86 138 1234 5678', '13812345678'],
    ['phone', '+44 (0)20 7946 0958', '0044 20 7946 0958 ext. 12'],
    ['iban', 'GB29 NWBK 6016 1331 9268 19', 'gb29nwbk60161331926819'],
    ['card', '4111-1111-1111-1111', '4111 1111 1111 1111'],
    ['resident_id', '11010519491231002x', '11010519491231002X'],
    ['customer', '17850.0', '17850'],
  ])('are one for one %s however it is written', (domain, one, same) => {
    const code = pseudonyms(key, domain);
    expect(code(one)).toBe(code(same));
    expect(code(one)).toMatch(/^[a-z2-7]{26}$/);
  });

  it('differ by value, domain and workspace', () => {
    const codes = [
      pseudonyms(key, 'customer')('17850'),
      pseudonyms(key, 'customer')('17851'),
      pseudonyms(key, 'card')('17850'),
      pseudonyms(other, 'customer')('17850'),
      pseudonyms(key, 'customer')('AB'),
      pseudonyms(key, 'customer')('ab'),
    ];
    expect(new Set(codes).size).toBe(codes.length);
  });
});

describe('shifts of dates', () => {
  it('are one for a person, never 0, within the bound and spread over it', () => {
    const shift = dateShifts(key, 30);
    const all = Array.from({ length: 6000 }, (_, i) => shift(`p${i}`));
    expect(shift('p1')).toBe(all[1]);
    expect(Math.max(...all)).toBe(30);
    expect(Math.min(...all)).toBe(-30);
    expect(new Set(all).size).toBe(60);
    expect(all).not.toContain(0);
  });

  it.each([
    ['2011-12-31', 1, '2012-01-01'],
    ['2012-03-01 12:20:00', -1, '2012-02-29 12:20:00'],
    ['0001-01-01', -1, undefined],
    ['yesterday', 3, undefined],
  ])('%s by %i days is %s', (date, days, expected) => expect(shifted(date, days)).toBe(expected));
});

describe('coarser values', () => {
  it.each([
    [30, 10, '[30, 40)'],
    [39.9, 10, '[30, 40)'],
    [-1, 10, '[-10, 0)'],
    [0.35, 0.1, '[0.3, 0.4)'],
  ])('%d in bands of %d is %s', (value, width, band) => expect(bandOf(value, width)).toBe(band));

  it('show no more than half of a text, whatever is asked for', () => {
    expect(partly('4111111111111111', 0, 4)).toBe('***1111');
    expect(partly('王小明', 1, 4)).toBe('***明');
    expect(partly('a', 10, 10)).toBe('***');
    expect(partly('abcd', 2, 2)).toBe('***cd');
  });

  it('keep the beginning, the month, quarter or year', () => {
    expect(prefixOf('SW1A 1AA', 4)).toBe('SW1A*');
    expect(prefixOf('SW1', 4)).toBe('SW1');
    expect(
      ['month', 'quarter', 'year'].map((unit) => periodOf('2011-11-02 08:00:00', unit as 'month')),
    ).toEqual(['2011-11', '2011-Q4', '2011']);
  });
});
