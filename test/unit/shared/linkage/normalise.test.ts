import { describe, expect, it } from 'vitest';
import { agreement } from '#shared/linkage/agreement.ts';
import { guessRole } from '#shared/linkage/guess-role.ts';
import { normalise } from '#shared/linkage/normalise.ts';
import { oneSlip } from '#shared/linkage/one-slip.ts';

describe('values as they are compared', () => {
  it.each([
    ['email', ' Anna.Lee+news@GMail.com ', 'annalee@gmail.com'],
    ['email', 'ａｎｎａ@example.org', 'anna@example.org'],
    ['email', 'no address', ''],
    ['phone', '+44 (0)7700 900123', '7700900123'],
    ['phone', '07700 900 123', '7700900123'],
    ['phone', '0086-138 0013 8000', '13800138000'],
    ['phone', '8613800138000', '13800138000'],
    ['phone', '+1 (212) 555-0100 ext. 7', '2125550100'],
    ['phone', 'n/a', ''],
    ['birthDate', '1971-03-23 00:00:00', '19710323'],
    ['birthDate', '23.3.1971', '19710323'],
    ['birthDate', '3/23/1971', '19710323'],
    ['birthDate', '1971年3月23日', '19710323'],
    ['birthDate', 'spring', ''],
    ['name', 'Lee, ANNA', 'anna lee'],
    ['familyName', 'O’Brien-Müßig', 'obrien mussig'],
    ['familyName', '  Ｓｍｉｔｈ ', 'smith'],
    ['city', 'が', 'が'],
    ['address', '12 High Street', '12 high st'],
    ['postcode', 'SW1A 1AA', 'sw1a1aa'],
    ['postcode', '0800', '800'],
  ] as const)('%s %s is %s', (role, text, told) => {
    expect(normalise(role, text)).toBe(told);
  });

  it('reads a day or a postcode that was imported as a number', () => {
    expect(normalise('birthDate', 19710323)).toBe('19710323');
    expect(normalise('postcode', 800)).toBe('800');
    expect(normalise('name', null)).toBe('');
  });
});

describe('how much two values agree', () => {
  it.each([
    ['givenName', 'martha', 'martha', 0],
    ['givenName', 'martha', 'marhta', 1],
    ['givenName', 'dixon', 'dicksonx', 2],
    ['givenName', 'anna', 'robert', 3],
    ['givenName', '', 'robert', 4],
    ['birthDate', '19710323', '19710324', 1],
    ['birthDate', '19710312', '19711203', 1],
    ['birthDate', '19710323', '19710311', 2],
    ['birthDate', '19710323', '19821104', 3],
    ['phone', '7700900123', '7700900132', 1],
    ['postcode', '2119', '2118', 1],
    ['id', 'ab123456', 'ab1234567', 1],
    ['id', 'ab123456', 'zz999999', 3],
  ] as const)('%s: %s and %s by level %i', (role, a, b, level) => {
    expect(agreement(role, a, b)).toBe(level);
    expect(agreement(role, b, a)).toBe(level);
  });

  it('one slip is a letter changed, left out, added or swapped', () => {
    for (const slip of ['abxd', 'abd', 'abxcd', 'acbd']) expect(oneSlip('abcd', slip)).toBe(true);
    for (const more of ['axxd', 'ab', 'dbca', 'abcdef']) expect(oneSlip('abcd', more)).toBe(false);
  });
});

describe('what a column says', () => {
  it.each([
    ['date_of_birth', 'birthDate'],
    ['emailAddress', 'email'],
    ['Mobile phone', 'phone'],
    ['given_name', 'givenName'],
    ['surname', 'familyName'],
    ['姓名', 'name'],
    ['出生日期', 'birthDate'],
    ['手机号', 'phone'],
    ['邮箱地址', 'email'],
    ['邮政编码', 'postcode'],
    ['street_number', 'address'],
    ['suburb', 'city'],
    ['身份证号码', 'id'],
    ['state', 'text'],
    ['amount', 'ignore'],
  ] as const)('%s is %s', (header, role) => {
    expect(guessRole(header, [])).toBe(role);
  });

  it('is told by its values where the header says nothing', () => {
    expect(guessRole('c1', ['a@b.org', null, 'c@d.com'])).toBe('email');
    expect(guessRole('c2', ['+44 7700 900123', '07700 900456'])).toBe('phone');
    expect(guessRole('c3', ['1971-03-23', '1984-11-02'])).toBe('birthDate');
    expect(guessRole('c4', [1, 2, 3])).toBe('ignore');
  });
});
