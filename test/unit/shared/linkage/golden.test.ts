import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { jaroWinkler } from '#shared/linkage/jaro-winkler.ts';
import { soundex } from '#shared/linkage/soundex.ts';

const path = join(import.meta.dirname, '../../../golden/linkage/golden.json');
const golden = z
  .object({
    jaroWinkler: z.array(z.tuple([z.string(), z.string(), z.number()])),
    soundex: z.array(z.tuple([z.string(), z.string()])),
  })
  .parse(JSON.parse(readFileSync(path, 'utf8')));

describe('against jellyfish', () => {
  it.each(golden.jaroWinkler)('%s and %s are as similar', (a, b, similarity) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(similarity, 12);
    expect(jaroWinkler(b, a)).toBeCloseTo(similarity, 12);
  });

  it.each(golden.soundex)('%s sounds like %s', (name, code) => {
    expect(soundex(name)).toBe(code);
  });
});

it('has the published values of Winkler and of the Soundex of the National Archives', () => {
  expect(jaroWinkler('MARTHA', 'MARHTA')).toBeCloseTo(0.9611, 4);
  expect(jaroWinkler('DIXON', 'DICKSONX')).toBeCloseTo(0.8133, 4);
  expect(soundex('tymczak')).toBe('t522');
  expect(soundex('ashcraft')).toBe('a261');
  expect(soundex('王')).toBe('王');
});
