import { expect, it } from 'vitest';
import { canonicalJson, sha256 } from '../../../../src-main/backend/lib/index.ts';

it('canonical JSON has keys in order at every depth, and keeps lists and odd names', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }, 2], a: 'x' })).toBe(
    '{"a":"x","b":[{"c":null,"d":1},2]}',
  );
  const odd = JSON.parse('{"__proto__":1,"B":2,"a":3}');
  expect(canonicalJson(odd)).toBe('{"B":2,"__proto__":1,"a":3}');
});

it('SHA-256 is that of the standard (FIPS 180-2, appendix B.1)', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
