import type { LinkRole } from './role.ts';
import { soundex } from './soundex.ts';

/** One way to find candidates: records with the same key are compared; an empty key is none. */
export type BlockPass = { name: string; key: (record: number) => string };

type Values = { role: LinkRole; values: readonly string[] };

/**
 * The passes that fields allow. Exact keys alone, then pairs of weak signs that survive a slip in the others: how the
 * names sound (in either order), with the year of birth, the postcode, the city or the beginning of the address.
 */
export function blockPasses(fields: readonly Values[]): BlockPass[] {
  const passes: BlockPass[] = [];
  const of = (role: LinkRole) => fields.find((field) => field.role === role)?.values ?? null;
  const add = (name: string, ...parts: (((record: number) => string) | null)[]): void => {
    const given = parts.filter((part) => part !== null);
    if (given.length < parts.length) return;
    passes.push({
      name,
      key: (record) => {
        const key = given.map((part) => part(record));
        return key.includes('') ? '' : key.join('|');
      },
    });
  };
  const part = (values: readonly string[] | null, cut: (text: string) => string) =>
    values && ((record: number) => cut(values[record]!));
  const same = (text: string): string => text;
  for (const { role, values } of fields) {
    if (role === 'email' || role === 'phone' || role === 'id') add(role, part(values, same));
  }
  const [given, family, whole] = [of('givenName'), of('familyName'), of('name')];
  const birth = of('birthDate');
  const year = part(birth, (day) => day.slice(0, 4));
  const postcode = part(of('postcode'), same);
  const city = part(of('city'), same);
  const street = part(of('address'), (text) => text.slice(0, 8));
  const firstSound = part(given ?? whole, (text) => soundex(word(text, 0)));
  const otherSound = family
    ? part(family, (text) => soundex(word(text, 0)))
    : part(whole, (text) => soundex(word(text, 1)));
  add('birthDate', part(birth, same));
  add('address+postcode', street, postcode);
  add('address+city', street, city);
  for (const [name, sound] of [
    ['name', firstSound],
    ['familyName', otherSound],
  ] as const) {
    add(`${name}+birthYear`, sound, year);
    add(`${name}+postcode`, sound, postcode);
    add(`${name}+city`, sound, city);
    add(`${name}+address`, sound, street);
  }
  if (given && family)
    add('names', (record) => {
      const sounds = [given[record]!, family[record]!].map((text) => soundex(word(text, 0)));
      return sounds.includes('') ? '' : sounds.toSorted().join(' ');
    });
  else
    add(
      'names',
      part(whole, (text) => text.split(' ').map(soundex).toSorted().join(' ')),
    );
  if (passes.length === 0) for (const { role, values } of fields) add(role, part(values, same));
  return passes;
}

function word(text: string, at: number): string {
  return text.split(' ')[at] ?? '';
}
