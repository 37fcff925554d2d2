import { describe, expect, it } from 'vitest';
import { mergeText, placeAfter } from '#shared/notebook/merge-text.ts';
import { createRandom } from '#shared/random/index.ts';

describe('two texts made from one', () => {
  it.each([
    [
      'both added at other places',
      'one two three',
      'zero one two three',
      'one two three four',
      'zero one two three four',
    ],
    ['both at the end: theirs first', 'note', 'note mine', 'note theirs', 'note theirs mine'],
    ['both within one word', 'hello', 'hello!', 'Ahello', 'Ahello!'],
    ['one removed, one added', 'a b c d', 'a d', 'a b c d e', 'a d e'],
    [
      'one typed where the other removed',
      'keep drop keep',
      'keep keep',
      'keep drXop keep',
      'keep Xkeep',
    ],
    ['both mended the same way', 'teh cat', 'the cat', 'the cat', 'the cat'],
    ['in lines', 'a\nb\nc\n', 'a\nB\nc\n', 'a\nb\nc\nd\n', 'a\nB\nc\nd\n'],
    ['from nothing', '', 'mine', 'theirs', 'theirsmine'],
    ['in Chinese', '用户画像', '用户的画像', '用户画像分析', '用户的画像分析'],
  ])('%s', (_, base, mine, theirs, both) => {
    expect(mergeText(base, mine, theirs)).toBe(both);
  });

  it('leaves one as it is where the other changed nothing', () => {
    expect(mergeText('a', 'a', 'b')).toBe('b');
    expect(mergeText('a', 'b', 'a')).toBe('b');
    expect(mergeText('a', 'b', 'b')).toBe('b');
  });

  it('never tears a character apart', () => {
    const merged = mergeText('x😀y', 'x😁y', 'x😀y😂');
    expect(merged.isWellFormed()).toBe(true);
    expect(merged).toBe('x😁y😂');
  });

  it('takes a long text replaced as a whole on both sides', () => {
    const long = (letter: string) => `${letter} `.repeat(50_000);
    const merged = mergeText(long('a'), long('b'), long('c'));
    expect(merged).toContain(long('b').trim());
    expect(merged).toContain(long('c').trim());
  });
});

/** Every character of `part`, in order, within `whole`. */
function isWithin(part: string, whole: string): boolean {
  let at = 0;
  for (const letter of part) {
    at = whole.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

it.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
  'letters that either side typed are all there, in their order (seed %i)',
  (seed) => {
    const random = createRandom(seed);
    const draw = (most: number) => random.below(Math.max(1, most));
    const base = Array.from({ length: 60 }, () => 'ab c\nd'[draw(6)]).join('');
    // Each side types letters of its own only.
    const changed = (letters: string) => {
      let text = base;
      let typed = '';
      for (let count = 0; count < 12; count += 1) {
        const at = draw(text.length);
        text = text.slice(0, at) + letters[draw(letters.length)] + text.slice(at + draw(3));
      }
      for (const letter of text) if (letters.includes(letter)) typed += letter;
      return { text, typed };
    };
    const mine = changed('MNOP');
    const theirs = changed('TUVW');
    const merged = mergeText(base, mine.text, theirs.text);
    expect(isWithin(mine.typed, merged)).toBe(true);
    expect(isWithin(theirs.typed, merged)).toBe(true);
    const count = (text: string, letters: string) =>
      [...text].filter((letter) => letters.includes(letter)).length;
    expect(count(merged, 'MNOP')).toBe(mine.typed.length);
    expect(count(merged, 'TUVW')).toBe(theirs.typed.length);
  },
);

it('a caret stays where it was in the text', () => {
  expect(placeAfter('hello world', 'well, hello world', 5)).toBe(11);
  expect(placeAfter('hello world', 'hello big world', 5)).toBe(5);
  expect(placeAfter('hello world', 'hello world!', 11)).toBe(11);
  expect(placeAfter('hello world', 'hello', 11)).toBe(5);
  expect(placeAfter('hello', 'hello', 3)).toBe(3);
});
