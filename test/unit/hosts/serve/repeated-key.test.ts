import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { repeatedKey } from '../../../../src-main/hosts/serve/rest/repeated-key.ts';

describe('A key that stands twice in an object', () => {
  it.each([
    ['{"a":1,"b":[{"a":1},{"a":2}],"c":{"a":3}}', null],
    ['{"a":"\\"a\\":","b":"\\\\"}', null],
    ['[{"x":1},{"y":{"z":[1,2]},"y":0}]', { key: 'y', row: 2 }],
    ['{"a":{"k":1},"a":{"k":1}}', { key: 'a', row: undefined }],
    ['{"a" \n:1, "\\u0061"\t: 2}', { key: 'a', row: undefined }],
    ['"text"', null],
    ['{"":1,"":2}', { key: '', row: undefined }],
  ])('%s: %j', (text, wanted) => expect(repeatedKey(text)).toEqual(wanted));

  it('is found in any JSON it was put into, and nowhere else', () => {
    const random = createRandom(4);
    const any = (most: number): number => Math.floor(random.next() * most);
    const words = ['a', 'b"', '\\', ':', '{"a":1,"a":2}', '', 'é\n', '__proto__'];
    const value = (depth: number): unknown => {
      const kind = any(depth > 3 ? 2 : 4);
      if (kind === 0) return any(100) - 50;
      if (kind === 1) return words[any(words.length)];
      if (kind === 2) return Array.from({ length: any(4) }, () => value(depth + 1));
      const object: Record<string, unknown> = Object.create(null);
      for (const word of words) if (random.next() < 0.4) object[word] = value(depth + 1);
      return object;
    };
    for (let turn = 0; turn < 2000; turn++) {
      const text = JSON.stringify({ first: value(0), last: value(0) }, null, any(3));
      expect(repeatedKey(text), text).toBeNull();
      const again = `${text.slice(0, -1)},"first":${JSON.stringify(value(0))}}`;
      expect(repeatedKey(again), again).toEqual({ key: 'first', row: undefined });
    }
  });
});
