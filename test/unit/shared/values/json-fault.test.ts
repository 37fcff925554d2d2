import { describe, expect, it } from 'vitest';
import { jsonFault } from '../../../../shared/values/json-fault.ts';

/** What the first character that cannot stand there is, told by the place that is named. */
function at(text: string): string {
  const [, line, character] = /line (\d+), character (\d+)/.exec(jsonFault(text))!;
  return text.split('\n')[Number(line) - 1]!.slice(Number(character) - 1);
}

describe('why a text is no JSON', () => {
  it.each([
    ['root:x:0:0', 'root:x:0:0'],
    ['{"a": 1,, "b": 2}', ', "b": 2}'],
    ['{"a": 1}x', 'x'],
    ["{'a': 1}", "'a': 1}"],
    ['{\n  "a": 1,\n  "b": NaN\n}', 'NaN'],
    ['["a\nb"]', ''],
    ['["\\q"]', 'q"]'],
    ['[01]', '1]'],
    ['[1,]', ']'],
    ['nulx', 'x'],
    ['-a', 'a'],
  ])('is told by the place: %j', (text, rest) => {
    expect(() => void JSON.parse(text)).toThrow(SyntaxError);
    expect(at(text)).toBe(rest);
  });

  it.each(['', '{"a": 1, ', '{"a', '{"a": tr', '["x\\', '["\\u00', '-', '1.', '1e', '[[1], [2'])(
    'is that it breaks off: %j',
    (text) => {
      expect(() => void JSON.parse(text)).toThrow(SyntaxError);
      expect(jsonFault(text)).toBe('it ends before its JSON does');
    },
  );

  it('gives nothing of the text away, however long it is', () => {
    const text = `[${'"secret",'.repeat(100_000)}secret]`;
    expect(jsonFault(text)).toBe(`it is not JSON from line 1, character ${text.length - 6} on`);
    expect(jsonFault('secret'.repeat(1e6))).toBe('it is not JSON');
  });
});
