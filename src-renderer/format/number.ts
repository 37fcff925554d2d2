import { getLocale } from '../i18n/paraglide/runtime.js';

const cache = new Map<string, Intl.NumberFormat>();

function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = getLocale() + JSON.stringify(options);
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(getLocale(), options);
  cache.set(key, made);
  return made;
}

/** A number rounded for reading: whole numbers with separators, others to `digits` significant digits. */
export function readable(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined) return '–';
  if (!Number.isFinite(value)) return String(value);
  if (Number.isSafeInteger(value)) return formatter({ maximumFractionDigits: 0 }).format(value);
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-5) return value.toExponential(2);
  if (size >= 10 ** digits) return formatter({ maximumFractionDigits: 0 }).format(value);
  return formatter({ maximumSignificantDigits: digits }).format(value);
}

/** A value between 0 and 1 with a fixed number of decimals, so that columns of metrics line up. */
export function fixed(value: number | null | undefined, decimals = 3): string {
  if (value === null || value === undefined) return '–';
  if (!Number.isFinite(value)) return String(value);
  return formatter({
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(value);
}

/** A share of one as a percentage. Small but present shares are not rounded to nothing. */
export function percent(share: number, decimals = 1): string {
  if (share > 0 && share < 0.5 * 10 ** -(decimals + 2))
    return `< ${fixed(10 ** -decimals, decimals)}%`;
  return formatter({
    style: 'percent',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(share);
}

/** 12.3K, 4.5M: for axes and badges. */
export function compact(value: number): string {
  return formatter({ notation: 'compact', maximumSignificantDigits: 3 }).format(value);
}

/** As short as an axis needs it: 0.25, 9,000, 25K, 2.5M, 3e20; in Chinese 2.5万, 250万. */
export function short(value: number, digits: number): string {
  const size = Math.abs(value);
  if (size >= 1e15 || (size > 0 && size < 1e-5)) return scientific(value, digits);
  if (size < 1e4) return readable(value, digits);
  return formatter({ notation: 'compact', maximumSignificantDigits: digits }).format(value);
}

/** 2.5e20: no zeros that say nothing. */
function scientific(value: number, digits: number): string {
  return Number(value.toPrecision(digits)).toExponential().replace('e+', 'e');
}

/** A size in bytes in decimal units. */
export function bytes(size: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(
    units.length - 1,
    Math.max(0, Math.floor(Math.log10(Math.max(1, size)) / 3)),
  );
  return `${readable(size / 1000 ** step, 3)} ${units[step] ?? 'B'}`;
}

/** Seconds as 0.8 s, 42 s, 3 min 20 s, 2 h 5 min. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${readable(seconds, 2)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** Every digit the number has, for a tooltip over a rounded one. */
export function exact(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}
