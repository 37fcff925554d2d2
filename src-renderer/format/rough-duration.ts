import { getLocale } from '../i18n/paraglide/runtime.js';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** An estimated time in words no finer than estimates are: 4 seconds, 40 seconds, 2 hours; null for less than one second. */
export function roughDuration(seconds: number): string | null {
  if (seconds < 1) return null;
  // What rounds up to the next unit is told in it.
  if (coarse(seconds) < minute) return inUnits(coarse(seconds), 'second');
  if (coarse(seconds / minute) < 60) return inUnits(coarse(seconds / minute), 'minute');
  if (seconds < 2 * day) return inUnits(coarse(seconds / hour), 'hour');
  return inUnits(coarse(seconds / day), 'day');
}

/** Whole numbers up to ten, then steps of five, from thirty on of ten, beyond a hundred one digit. */
function coarse(amount: number): number {
  const step =
    amount <= 10 ? 1 : amount < 30 ? 5 : amount < 100 ? 10 : 10 ** Math.floor(Math.log10(amount));
  return Math.max(1, Math.round(amount / step)) * step;
}

function inUnits(amount: number, unit: string): string {
  return new Intl.NumberFormat(getLocale(), {
    ...{ style: 'unit', unit, unitDisplay: 'long' },
  }).format(amount);
}
