import type { TimeUnit } from 'hyparquet';

const unitsASecond: Record<TimeUnit, bigint> = {
  MILLIS: 1000n,
  MICROS: 1_000_000n,
  NANOS: 1_000_000_000n,
};
const secondsADay = 86_400n;

/** A day as year, month and day, counted from 1970-01-01 in the proleptic Gregorian calendar; any year. */
export function dayText(days: number): string {
  // Howard Hinnant, "chrono-compatible low-level date algorithms": civil_from_days.
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const sign = year < 0 ? '-' : '';
  return `${sign}${digits(Math.abs(year), 4)}-${digits(month, 2)}-${digits(day, 2)}`;
}

/** An instant as `2021-01-01 09:30:00.25`, to the last digit its unit has, zeros at the end left out. */
export function instantText(value: bigint, unit: TimeUnit): string {
  const aSecond = unitsASecond[unit];
  const seconds = floorDivide(value, aSecond);
  const days = floorDivide(seconds, secondsADay);
  const rest = value - days * secondsADay * aSecond;
  return `${dayText(Number(days))} ${timeText(rest, unit)}`;
}

/** A time of day as `09:30:00.25`. */
export function timeText(value: bigint, unit: TimeUnit): string {
  const aSecond = unitsASecond[unit];
  const seconds = Number(value / aSecond);
  const fraction = String(value % aSecond)
    .padStart(String(aSecond).length - 1, '0')
    .replace(/0+$/, '');
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => digits(part, 2))
    .join(':');
  return fraction === '' ? clock : `${clock}.${fraction}`;
}

/** A duration in seconds. */
export function durationSeconds(value: bigint, unit: TimeUnit | 'SECONDS'): number {
  if (unit === 'SECONDS') return Number(value);
  const aSecond = unitsASecond[unit];
  const digitsAfter = String(aSecond).length - 1;
  // Through text, since a quotient of two rounded numbers is rounded twice.
  return Number(`${value / aSecond}`) === 0 || value % aSecond !== 0n
    ? Number(decimalText(value, digitsAfter))
    : Number(value / aSecond);
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

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
