import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { guarded, guardSign, unguarded } from '#shared/values/spreadsheet-guard.ts';

describe('the guard against spreadsheets', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['-5', "'-5"],
    ['+49 170', "'+49 170"],
    ['@anna', "'@anna"],
    ['＝1+1', "'＝1+1"],
    ['＠anna', "'＠anna"],
    ['\tx', "'\tx"],
    ["'apos", "''apos"],
    ["'=x", "''=x"],
    ['a;=1+1', "a;'=1+1"],
    ['a,"=1+1', 'a,"\'=1+1'],
    ['a\n@SUM(A1)', "a\n'@SUM(A1)"],
    ['plain', 'plain'],
    ['a-b, c', 'a-b, c'],
    [' =1+1', ' =1+1'],
    ["it's", "it's"],
  ])('%j becomes %j and comes back', (text, safe) => {
    expect(guarded(text)).toBe(safe);
    expect(unguarded(safe)).toBe(text);
  });

  it('gives back any text whatever, and leaves no field to begin like a formula', () => {
    const random = createRandom(5);
    const letters = [..."''\"=+-@,;|\t\r\n＝－aé\0 1"];
    for (let round = 0; round < 50_000; round += 1) {
      const length = random.below(9);
      const text = Array.from({ length }, () => letters[random.below(letters.length)]).join('');
      const safe = guarded(text);
      expect(unguarded(safe)).toBe(text);
      expect(guardSign(safe)).not.toBe('against');
      // What another program would cut at any separator, without regard to quotes.
      for (const field of safe.split(/[,;|\n]/)) expect(field).not.toMatch(/^"*[=+\-@＝＋－＠]/);
    }
  });

  it('is told from apostrophes that are none', () => {
    expect(guardSign("'=x")).toBe('guard');
    expect(guardSign("a;'=x")).toBe('guard');
    for (const text of ["'tis", '=x', '- item', "'quoted'", 'a;=x']) {
      expect(guardSign(text)).toBe('against');
    }
    for (const text of ['plain', "it's", "'=quoted'", 'a - b'])
      expect(guardSign(text)).toBe('none');
  });
});
