import type { CellValue } from '#shared/model/table.ts';
import { createRandom, type Random } from '#shared/random/index.ts';

const given =
  'anna bruno clara david emma felix greta hugo ines jonas karla liam mia noah olga paul'.split(
    ' ',
  );
const family =
  'adams becker clarke dupont evans fischer garcia hughes ito jansen kovacs larsen moreau novak okafor petrov quinn rossi'.split(
    ' ',
  );
const cities = 'leeds porto lyon graz turin bergen gdansk utrecht'.split(' ');

export type PlantedRecord = { person: number; row: CellValue[] };
export const plantedColumns = ['given name', 'surname', 'date of birth', 'e-mail', 'phone', 'city'];

/** People as several registers hold them: typing errors, gaps and changed addresses, with who is whom beside. */
export function plantedPeople(people: number, registers: number, seed: number): PlantedRecord[][] {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)]!;
  const digits = (count: number) => Array.from({ length: count }, () => random.below(10)).join('');
  const two = (limit: number) => String(1 + random.below(limit)).padStart(2, '0');
  const truth = Array.from({ length: people }, (_, person) => {
    const name = `${pick(given)}${pick(['', '', 'a', 'e'])}`;
    const surname = `${pick(family)}${pick(['', '', 'son', 'berg'])}`;
    const born = `${1940 + random.below(65)}-${two(12)}-${two(28)}`;
    const mail = `${name}.${surname}${person}@example.org`;
    return [name, surname, born, mail, `07${digits(9)}`, pick(cities)];
  });
  return Array.from({ length: registers }, () =>
    truth.flatMap((row, person) =>
      random.next() < 0.8 ? [{ person, row: row.map((text) => worn(text, random)) }] : [],
    ),
  );
}

function worn(text: string, random: Random): string | null {
  const chance = random.next();
  if (chance < 0.15) return null;
  if (chance > 0.3) return text;
  const at = random.below(text.length - 1);
  if (chance < 0.2) return text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2);
  if (chance < 0.25) return text.slice(0, at) + text.slice(at + 1);
  return text.toUpperCase();
}
