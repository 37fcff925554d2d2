import { locale } from './locale.svelte.ts';

const formats = new Map<string, Intl.NumberFormat>();

function format(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale.current} ${name}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale.current, options);
  formats.set(key, made);
  return made;
}

/** A whole number with the language's grouping: 541,909. */
export function whole(value: number): string {
  return format('whole', { maximumFractionDigits: 0 }).format(value);
}

/** A number rounded for reading to the given significant digits; very large and small ones in powers of ten. */
export function rounded(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e9) return whole(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(digits - 1);
  return format(`rounded ${digits}`, { maximumSignificantDigits: digits }).format(value);
}

/** A count of bytes in decimal units: 1.2 MB. */
export function bytes(count: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const step = Math.max(0, Math.min(4, Math.floor(Math.log10(Math.max(count, 1)) / 3)));
  const unit = units[step] ?? 'byte';
  return format(unit, {
    style: 'unit',
    unit,
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(count / 1000 ** step);
}

function unitFormat(value: number, unit: 'millisecond' | 'second' | 'minute' | 'hour'): string {
  return format(`narrow ${unit}`, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: unit === 'second' && value < 10 ? 1 : 0,
  }).format(value);
}

/** A length of time for reading: 85 ms, 1.2 sec, 3 min 5 sec, 2 hr 10 min. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return unitFormat(Math.round(milliseconds), 'millisecond');
  const seconds = milliseconds / 1000;
  if (seconds < 59.5) return unitFormat(seconds, 'second');
  const minutes = Math.floor(Math.round(seconds) / 60);
  const rest = Math.round(seconds) % 60;
  if (minutes < 60)
    return rest === 0
      ? unitFormat(minutes, 'minute')
      : `${unitFormat(minutes, 'minute')} ${unitFormat(rest, 'second')}`;
  return `${unitFormat(Math.floor(minutes / 60), 'hour')} ${unitFormat(minutes % 60, 'minute')}`;
}

/** A point in time: the time of day for today, the date otherwise. */
export function moment(at: number, now: number): string {
  const same = new Date(at).toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(
    locale.current,
    same ? { hour: '2-digit', minute: '2-digit' } : { dateStyle: 'medium' },
  ).format(at);
}
