import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { errorText } from '#shared/errors/index.ts';
import { fileNameFor, safeFileName } from '#shared/text/file-name.ts';
import { visible, visibleLines } from '#shared/text/visible.ts';

const naughty = createRequire(import.meta.url)('big-list-of-naughty-strings') as string[];
/** General categories by Unicode's own tables in the runtime, beside our list of code points. */
const unseen = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

describe('what is hidden in a text', () => {
  it('is written out', () => {
    expect(visible('a\u001b[31mb')).toBe('a\\u001b[31mb');
    expect(visible('invoice\u202excod.exe')).toBe('invoice\\u202excod.exe');
    expect(visible('x\u{e0041}y')).toBe('x\\u{e0041}y');
    expect(visible('one\r\ntwo')).toBe('one\\u000d\\u000atwo');
    expect(visible('\u009b2J')).toBe('\\u009b2J');
  });

  it('is found in every code point Unicode calls a control or a mark of direction', () => {
    for (let code = 0; code <= 0x10ffff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const character = String.fromCodePoint(code);
      if (unseen.test(character)) expect(visible(character), code.toString(16)).not.toBe(character);
    }
  });

  it('is nothing in letters, emoji and joined scripts', () => {
    const plain = ['谁会购买', 'می‌خواهم', '👩‍👩‍👧', 'naïve', 'a\u00a0b', '\\u202e'];
    for (const text of plain) expect(visible(text)).toBe(text);
  });

  it('is written out once only', () => {
    for (const text of naughty) expect(visible(visible(text))).toBe(visible(text));
    for (const text of naughty) expect(visible(text)).not.toMatch(unseen);
  });

  it('leaves breaks and tabs in text of several lines', () => {
    expect(visibleLines('a\r\nb\tc\u001b')).toBe('a\nb\tc\\u001b');
  });
});

describe('an error’s sentence', () => {
  it('hides nothing a file’s name brings along, and stays one line', () => {
    const error = { code: 'file_missing', params: { file: 'a\u001b]0;x\u0007\nb\u202e' } } as const;
    for (const locale of ['en', 'zh-CN'] as const) {
      const { sentence } = errorText(error, locale);
      expect(sentence).not.toMatch(unseen);
      expect(sentence).toContain('a\\u001b]0;x\\u0007 b\\u202e');
    }
  });
});

describe('a file’s name', () => {
  it('is one every system takes', () => {
    expect(fileNameFor('a/b: "c"?', 'json')).toBe('a b c.json');
    expect(fileNameFor('谁会购买', 'json')).toBe('谁会购买.json');
    expect(fileNameFor('...', 'json')).toBe('notebook.json');
    expect(fileNameFor('x\u202e\u001b\u0000y', 'csv')).toBe('x y.csv');
    expect(fileNameFor('COM1', 'csv')).toBe('_COM1.csv');
    expect(fileNameFor('nul.b', 'csv')).toBe('_nul.b.csv');
    expect(fileNameFor('../../.bashrc', 'csv')).toBe('bashrc.csv');
    expect(safeFileName('ta/ble\u202e.csv')).toBe('ta ble.csv');
    expect(safeFileName('no ending')).toBe('no ending.txt');
  });

  it('keeps nothing unseen of any naughty string', () => {
    for (const text of naughty) {
      const name = fileNameFor(text, 'json');
      expect(name).not.toMatch(unseen);
      expect(name).not.toMatch(/[<>:"/\\|?*]/);
      expect(Array.from(name).length).toBeLessThanOrEqual(86);
    }
  });
});
