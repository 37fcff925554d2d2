import { describe, expect, it } from 'vitest';
import { finder, finds, redactor } from '../../../../../src-main/backend/privacy/person/redact.ts';

const redact = redactor(finder(['17850', 'a.b@c.example', '张伟', "O'Neil (x+y)"]));

describe('taking somebody out of texts', () => {
  it.each([
    ['customer 17850 called', 'customer [erased] called'],
    ['178501 and x17850 stay, as does 117850', '178501 and x17850 stay, as does 117850'],
    ['A.B@C.example!', '[erased]!'],
    ['aXb@c.example', 'aXb@c.example'],
    ['昨天张伟来过', '昨天[erased]来过'],
    ["Mr O'Neil (x+y)", 'Mr [erased]'],
  ])('%s', (before, after) => {
    expect(JSON.parse(redact(JSON.stringify({ text: before })))).toEqual({ text: after });
  });

  it('leaves dates, fractions and ids of cells alone where a number is short', () => {
    const short = redactor(finder(['12', '2011', '4123']));
    for (const kept of [
      ...['2011-12-09', '2010-01-12 00:30', '0.12 of 12.5'],
      '3f2a91bc-4123-4bcd-9e12-4123aabbccdd',
    ])
      expect(short(JSON.stringify([kept]))).toBe(JSON.stringify([kept]));
    expect(short('["12, 12.0 and 12-b","x-4123","in 2011."]')).toBe(
      '["[erased], [erased].0 and [erased]-b","x-[erased]","in [erased]."]',
    );
  });

  it('finds values in JSON as it is written, and composed or not', () => {
    const odd = finder(['Jane "JJ" Doe', 'back\\slash', 'José']);
    for (const text of ['Jane "JJ" Doe', 'back\\slash', 'José'.normalize('NFD')])
      expect(finds(odd, JSON.stringify({ text }))).toBe(true);
  });

  it('goes into keys and lists, leaves numbers, and gives what names nobody back as it was written', () => {
    expect(redact('{"17850":["17850",17850],"__proto__":1}')).toBe(
      '{"[erased]":["[erased]",17850],"__proto__":1}',
    );
    const spaced = '{ "a":  "nobody" }';
    expect(redact(spaced)).toBe(spaced);
    expect(redact('set n.text 17850')).toBe('set n.text [erased]');
  });

  it('takes thousands of values, and finds none where there are none', () => {
    const many = finder([...Array(3000).keys()].map((at) => `person-${at}@mail.example`));
    expect(finds(many, 'from person-2999@mail.example')).toBe(true);
    expect(finds(many, 'from person-3000@mail.example')).toBe(false);
    expect(finds(finder([]), 'anything')).toBe(false);
  });
});
