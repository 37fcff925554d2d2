import { describe, expect, it } from 'vitest';
import { valueText } from '#shared/encoding/index.ts';
import type { ValueKind } from '#shared/model/table.ts';
import { readBoolean, TruthSpellings } from '#shared/values/boolean-text.ts';

function wordsOf(...texts: string[]) {
  const spellings = new TruthSpellings();
  for (const text of texts) spellings.note(text, readBoolean(text, true)!);
  return spellings;
}

describe('readBoolean', () => {
  it('takes words of other languages and digits only where the type was chosen', () => {
    expect(['true', 'NO', ' Yes '].map((text) => readBoolean(text, false))).toEqual([1, 0, 1]);
    const others = ['ja', 'Nein', 'oui', 'sí', '是', '否', 'Y', 'f', '0', '1.0', 'да'];
    expect(others.map((text) => readBoolean(text, false))).toEqual(others.map(() => undefined));
    expect(others.map((text) => readBoolean(text, true))).toEqual([
      ...[1, 0, 1, 1, 1, 0, 1, 0, 0, 1, 1],
    ]);
    expect(readBoolean('maybe', true)).toBe(undefined);
  });

  it('takes a column’s own words first', () => {
    expect(readBoolean('Abo', true, ['kein Abo', 'Abo'])).toBe(1);
    expect(readBoolean(' KEIN ABO', true, ['kein Abo', 'Abo'])).toBe(0);
  });
});

describe('how a column writes its truth values', () => {
  it('is the commonest spelling of each', () => {
    expect(wordsOf('yes', 'no', 'yes').words()).toEqual(['no', 'yes']);
    const mixed = wordsOf('YES', 'yes', 'no', 'yes', ' No', 'No ');
    expect(mixed.words()).toEqual(['No', 'yes']);
    expect(mixed.several()).toEqual(['no', 'No', 'YES', 'yes']);
    expect(wordsOf('0', '1').several()).toEqual([]);
  });

  it('has the other word of the pair, in the same case, where a column holds one alone', () => {
    expect(wordsOf('ja', 'ja').words()).toEqual(['nein', 'ja']);
    expect(wordsOf('No').words()).toEqual(['No', 'Yes']);
    expect(wordsOf('Y').words()).toEqual(['N', 'Y']);
    expect(wordsOf('FALSE').words()).toEqual(['FALSE', 'TRUE']);
    expect(wordsOf('是').words()).toEqual(['否', '是']);
    expect(wordsOf('1').words()).toEqual(['0', '1']);
    expect(wordsOf().words()).toBe(undefined);
  });
});

describe('valueText', () => {
  it('says what the file says, and TRUE and FALSE where it says nothing', () => {
    const own: ValueKind = { type: 'boolean', words: ['nein', 'ja'] };
    expect([0, 1, null].map((value) => valueText(value, own))).toEqual(['nein', 'ja', null]);
    expect([0, 1].map((value) => valueText(value, { type: 'boolean' }))).toEqual(['FALSE', 'TRUE']);
    expect(valueText(1, { type: 'integer' })).toBe('1');
  });
});
