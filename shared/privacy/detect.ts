import { z } from 'zod';
import { headerSays } from './header-words.ts';
import {
  isCard,
  isEmail,
  isIban,
  isResidentId,
  isWords,
  isWrittenDay,
  namedKinds,
  valueKinds,
  type PersonalKind,
} from './recognisers.ts';

/** Different values of a column that are looked at. */
export const sampledValues = 1000;
const fewestValues = 20;
/** A name that says so lets fewer values do, but never one. */
const fewestNamed = 3;
const share = 0.8;
/** Values after which a column that plainly is not of a kind is left alone: recognising phones is slow. */
const firstLook = 50;

export const personalFinding = z.object({
  kind: z.enum([...valueKinds, ...namedKinds]),
  /** Of the different values that were looked at, how many are of the kind. */
  matching: z.number().int(),
  of: z.number().int(),
  /** The column's name says so too. */
  named: z.boolean(),
});
export type PersonalFinding = z.infer<typeof personalFinding>;

/** Whether a text is a phone number; `named`: its column says so, so that digits alone will do. */
export type IsPhone = (text: string, named: boolean) => boolean;

/**
 * What kind of personal value a column holds, by the vote of its different values (at least 80% of at least 20, or of 3
 * under a name that says so) and never by one of them; null where none wins.
 */
export function detectPersonal(
  name: string,
  values: Iterable<string>,
  isPhone: IsPhone,
): PersonalFinding | null {
  const seen = new Set<string>();
  for (const value of values) {
    const text = value.trim();
    if (text !== '') seen.add(text);
    if (seen.size === sampledValues) break;
  }
  const of = seen.size;
  if (of < fewestNamed) return null;
  const kinds: readonly PersonalKind[] = [...valueKinds, ...namedKinds];
  for (const kind of kinds) {
    const named = headerSays(name, kind);
    if (!named && (of < fewestValues || isNamedOnly(kind))) continue;
    const matching = countMatching(seen, recogniser(kind, named, isPhone));
    if (matching >= share * of) return { kind, matching, of, named };
  }
  return null;
}

function isNamedOnly(kind: PersonalKind): boolean {
  return namedKinds.some((named) => named === kind);
}

function countMatching(values: ReadonlySet<string>, is: (text: string) => boolean): number {
  let matching = 0;
  let looked = 0;
  for (const value of values) {
    if (is(value)) matching += 1;
    looked += 1;
    if (looked === firstLook && matching < looked / 2) return matching;
  }
  return matching;
}

function recogniser(
  kind: PersonalKind,
  named: boolean,
  isPhone: IsPhone,
): (text: string) => boolean {
  switch (kind) {
    case 'email':
      return isEmail;
    case 'resident_id':
      return isResidentId;
    case 'iban':
      return isIban;
    case 'card':
      return isCard;
    case 'phone':
      return (text) => isPhone(text, named);
    case 'person_name':
    case 'address':
      return isWords;
    case 'birth_date':
      return isWrittenDay;
  }
}
