import type { FittedStep } from '../../model/prep.ts';
import { dayMilliseconds } from '../../values/time/instant.ts';
import { storedTime } from '../../values/time/stored.ts';
import { missingName, type Coder } from './coder.ts';

type DatePartsStep = Extract<FittedStep, { type: 'dateParts' }>;

const parts = [
  'year',
  'month',
  'weekday',
  'hour',
  'month sin',
  'month cos',
  'weekday sin',
  'weekday cos',
  'days',
];
const daysOfYear = 365.25;

/**
 * Nine features. Year counts from the first training date's over the training span; month, weekday (Monday is 0) and
 * hour run from 0 to 1; months and weekdays also lie on a circle, so that December is next to January; days since
 * `origin` are divided by `spanDays`. A missing date is all zeros.
 */
export function datePartsCoder(step: DatePartsStep): Coder {
  const { originYear, spanYears } = dateScales(step);
  const names = parts.map((part) => `${step.column} ${part}`);
  if (step.missing) names.push(missingName(step.column));
  return {
    names,
    write(value, out, at) {
      const time = storedTime(value);
      if (time === null) {
        if (step.missing) out[at + parts.length] = 1;
        return;
      }
      const date = new Date(time);
      const month = date.getUTCMonth();
      const weekday = (date.getUTCDay() + 6) % 7;
      out[at] = (date.getUTCFullYear() - originYear) / spanYears;
      out[at + 1] = month / 11;
      out[at + 2] = weekday / 6;
      out[at + 3] = date.getUTCHours() / 23;
      out[at + 4] = Math.sin((2 * Math.PI * month) / 12);
      out[at + 5] = Math.cos((2 * Math.PI * month) / 12);
      out[at + 6] = Math.sin((2 * Math.PI * weekday) / 7);
      out[at + 7] = Math.cos((2 * Math.PI * weekday) / 7);
      out[at + 8] = (time - step.origin) / dayMilliseconds / step.spanDays;
    },
  };
}

/** What years count from and are divided by. */
export function dateScales({ origin, spanDays }: DatePartsStep): {
  originYear: number;
  spanYears: number;
} {
  return {
    originYear: new Date(origin).getUTCFullYear(),
    spanYears: Math.max(1, spanDays / daysOfYear),
  };
}
