import { jaroWinkler } from './jaro-winkler.ts';
import { oneSlip } from './one-slip.ts';
import type { LinkRole } from './role.ts';

/** How much two values agree: 0 exactly, 1 nearly, 2 somewhat, 3 not; 4 where one is missing, which says nothing. */
export const levels = 4;
export const missingLevel = 4;
const near = 0.92;
const somewhat = 0.8;

/**
 * The level of two normalised values. Text by Jaro-Winkler from .92 and .8 on; e-mail with one slip, or at another host; days with one digit wrong or day and
 * month swapped, or two of their three parts equal; numbers with one slip, or two, at their end.
 */
export function agreement(role: LinkRole, a: string, b: string): number {
  if (a === '' || b === '') return missingLevel;
  if (a === b) return 0;
  if (role === 'birthDate') return days(a, b);
  if (role === 'email') return addresses(a, b);
  if (role === 'phone' || role === 'postcode' || role === 'id') return numbers(a, b);
  const similarity = jaroWinkler(a, b);
  if (similarity >= near) return 1;
  return similarity >= somewhat ? 2 : 3;
}

/** Long addresses look alike by their hosts alone, and by names that are compared already. */
function addresses(a: string, b: string): number {
  if (oneSlip(a, b)) return 1;
  return a.slice(0, a.lastIndexOf('@')) === b.slice(0, b.lastIndexOf('@')) ? 2 : 3;
}

function days(a: string, b: string): number {
  const parts = (day: string) => [day.slice(0, 4), day.slice(4, 6), day.slice(6)] as const;
  const [yearA, monthA, dayA] = parts(a);
  const [yearB, monthB, dayB] = parts(b);
  if (oneSlip(a, b)) return 1;
  if (yearA === yearB && monthA === dayB && dayA === monthB) return 1;
  const equal = Number(yearA === yearB) + Number(monthA === monthB) + Number(dayA === dayB);
  return equal === 2 ? 2 : 3;
}

function numbers(a: string, b: string): number {
  if (oneSlip(a, b)) return 1;
  if (a.length !== b.length) return 3;
  let different = 0;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) different += 1;
  return different === 2 && a.length > 3 ? 2 : 3;
}
