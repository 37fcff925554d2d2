import { clockText, dayText } from '../time/index.ts';
import type { TimeUnit } from './element.ts';

const unitsASecond: Record<TimeUnit, bigint> = {
  MILLIS: 1000n,
  MICROS: 1_000_000n,
  NANOS: 1_000_000_000n,
};
const unitsADay: Record<TimeUnit, number> = {
  MILLIS: 86_400_000,
  MICROS: 86_400_000_000,
  NANOS: 86_400_000_000_000,
};

/** An instant as `2021-01-01 09:30:00.25`, to the last digit its unit has, zeros at the end left out. */
export function instantText(value: bigint, unit: TimeUnit): string {
  const aDay = unitsADay[unit];
  const plain = Number(value);
  // Doubles hold nearly all of them, and are many times faster.
  let days = Number.isSafeInteger(plain)
    ? Math.floor(plain / aDay)
    : Number(floorDivide(value, BigInt(aDay)));
  let rest = Number.isSafeInteger(plain)
    ? plain - days * aDay
    : Number(value - BigInt(days) * BigInt(aDay));
  // Just before midnight the quotient may have been rounded up.
  if (rest < 0) {
    days -= 1;
    rest += aDay;
  }
  return `${dayText(days)} ${timeText(rest, unit)}`;
}

/** A time of day, counted from midnight, as `09:30:00.25`. */
export function timeText(value: number, unit: TimeUnit): string {
  const aSecond = Number(unitsASecond[unit]);
  const seconds = Math.floor(value / aSecond);
  const rest = value - seconds * aSecond;
  const clock = clockText(seconds);
  if (rest === 0) return clock;
  const places = String(aSecond).length - 1;
  return `${clock}.${String(rest).padStart(places, '0').replace(/0+$/, '')}`;
}

/** A duration in seconds. */
export function durationSeconds(value: bigint, unit: TimeUnit | 'SECONDS'): number {
  if (unit === 'SECONDS') return Number(value);
  // Through text, since a quotient of two rounded numbers is rounded twice.
  return Number(decimalText(value, String(unitsASecond[unit]).length - 1));
}

/** An integer with its decimal point `scale` places from the right, digit for digit. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const sign = unscaled < 0n ? '-' : '';
  const all = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${sign}${all.slice(0, -scale)}.${all.slice(-scale)}`;
}

/** Months, days and milliseconds, as ISO 8601 writes a length of time. */
export function intervalText(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [months, days, milliseconds] = [0, 4, 8].map((at) => view.getUint32(at, true));
  return `P${months}M${days}DT${decimalText(BigInt(milliseconds!), 3)}S`;
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}
