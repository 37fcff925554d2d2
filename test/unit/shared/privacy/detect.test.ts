import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectPersonal } from '#shared/privacy/detect.ts';
import { isCard, isEmail, isIban, isResidentId, valueKinds } from '#shared/privacy/recognisers.ts';
import { isPhone } from '../../../../src-main/backend/data/masking/phone.ts';

const golden = join(import.meta.dirname, '../../../golden/privacy/personal-values.json');
// Values made by Faker and python-stdnum: see make-personal-values.py beside them.
const made = JSON.parse(readFileSync(golden, 'utf8')) as Record<string, string[]>;

const recognise = {
  email: isEmail,
  resident_id: isResidentId,
  iban: isIban,
  card: isCard,
  phone: (text: string) => isPhone(text, true),
};

describe('personal values', () => {
  it.each(valueKinds)('recognises at least 99 of 100 made by others: %s', (kind) => {
    const values = made[kind]!;
    expect(values.length).toBeGreaterThanOrEqual(300);
    const found = values.filter(recognise[kind]);
    expect(found.length / values.length).toBeGreaterThanOrEqual(0.99);
  });

  it.each(valueKinds)('proposes a column of them whatever its name: %s', (kind) => {
    const finding = detectPersonal('c1', made[kind]!, isPhone);
    // Made phone numbers are of many countries, some plain digits: those need the name.
    if (kind !== 'phone') expect(finding?.kind).toBe(kind);
    expect(detectPersonal(`user_${kind}`, made[kind]!, isPhone)?.kind).toBe(kind);
  });

  it('reads the example of GB 11643 and refuses it with another check letter', () => {
    expect(isResidentId('11010519491231002X')).toBe(true);
    expect(isResidentId('110105194912310021')).toBe(false);
    expect(isResidentId('440524188001010014')).toBe(true);
    expect(isResidentId('11010519490231002X')).toBe(false);
  });

  it('reads the IBANs of the registry, in groups too, and refuses two digits swapped', () => {
    expect(isIban('GB29 NWBK 6016 1331 9268 19')).toBe(true);
    expect(isIban('DE89370400440532013000')).toBe(true);
    expect(isIban('DE98370400440532013000')).toBe(false);
  });

  it('takes no device number, book number or day for a card or a phone', () => {
    expect(isCard('490154203237518')).toBe(false);
    expect(isCard('4111 1111 1111 1111')).toBe(true);
    expect(isCard('6212345678900000003')).toBe(true);
    expect(isPhone('2011-11-02', true)).toBe(false);
    expect(isPhone('192.168.100.1', true)).toBe(false);
    expect(isPhone('0195153448', false)).toBe(false);
  });

  it('never decides by one cell, nor by a name that the values contradict', () => {
    expect(detectPersonal('email', ['a@b.com'], isPhone)).toBeNull();
    const numbers = Array.from({ length: 100 }, (_, i) => String(1000 + i));
    expect(detectPersonal('email', numbers, isPhone)).toBeNull();
    expect(detectPersonal('first_name', numbers, isPhone)).toBeNull();
    const mixed = numbers.map((n, i) => (i % 4 === 0 ? n : `u${n}@example.org`));
    expect(detectPersonal('contact', mixed, isPhone)).toBeNull();
  });

  it.each([
    ['姓名', 'person_name'],
    ['customerName', 'person_name'],
    ['收货地址', 'address'],
    ['home_address', 'address'],
  ])('takes names and addresses by the column %s', (name, kind) => {
    const values = Array.from({ length: 40 }, (_, i) => `王小明${i}`);
    expect(detectPersonal(name, values, isPhone)?.kind).toBe(kind);
    expect(detectPersonal('产品', values, isPhone)).toBeNull();
  });

  it('finds nobody among random digits', () => {
    let state = 7;
    const digit = (): string => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return String((state >>> 16) % 10);
    };
    const column = (length: number): string[] =>
      Array.from({ length: 1000 }, () => Array.from({ length }, digit).join(''));
    for (const length of [6, 8, 10, 11, 13, 15, 16, 18, 19]) {
      expect(detectPersonal('code', column(length), isPhone), String(length)).toBeNull();
    }
  });
});
