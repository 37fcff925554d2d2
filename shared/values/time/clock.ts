import { secondsADay } from './instant.ts';

/** A time of day: seconds since midnight, digits of a fraction; `leap` where the second was written 60. */
export type Clock = { seconds: number; fraction: string; leap: boolean; zone: Zone };
/** Seconds east of UTC; null where none is told; the name of a zone that is not read. */
export type Zone = number | null | string;

const hours = String.raw`(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,:](\d+))?)?)?`;
const half = String.raw`(?:\s*([AaPp])\.?\s?[Mm]\.?(?![A-Za-z]))?`;
const clock = new RegExp(String.raw`^${hours}${half}\s*(.*)$`, 's');
const packed = /^(\d{2})(\d{2})(?:(\d{2})(?:[.,](\d+))?)?()\s*(.*)$/s;
const offset = /^(?:UTC|GMT|UT|Z)?\s*([-+])(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?(.*)$/is;
const universal = /^(?:Z|UTC|GMT|UT|Etc\/UTC|Etc\/GMT)(?![A-Za-z/])(.*)$/is;
/** A zone said again in words behind its offset: Java's [Europe/Paris], a browser's (Central European Time). */
const comment = /^\s*(?:\[[^\]]*\]|\([^)]*\))?\s*$/;

/** Reads `10:30`, `10:30:05.25 PM +01:00`, and `103005Z` where `compact`; undefined for anything else. */
export function readClock(text: string, compact = false): Clock | undefined {
  const match = clock.exec(text);
  // An hour alone tells too little to be one, but for its half of the day.
  const found =
    match !== null && (match[2] !== undefined || match[5] !== undefined)
      ? match
      : compact
        ? packed.exec(text)
        : null;
  if (found === null) return undefined;
  const zone = readZone(found[6] ?? '');
  if (zone === undefined) return undefined;
  const seconds = ofDay(
    Number(found[1]),
    Number(found.at(2) ?? 0),
    Number(found.at(3) ?? 0),
    found[5],
  );
  if (seconds === undefined) return undefined;
  const fraction = (found[4] ?? '').slice(0, 9).replace(/0+$/, '');
  return { seconds, fraction, leap: found[3] === '60', zone };
}

function ofDay(
  hour: number,
  minute: number,
  second: number,
  side: string | undefined,
): number | undefined {
  if (minute > 59 || second > 60) return undefined;
  let whole = hour;
  if (side !== undefined && side !== '') {
    if (hour < 1 || hour > 12) return undefined;
    whole = (hour % 12) + (side.toLowerCase() === 'p' ? 12 : 0);
  }
  const seconds = whole * 3600 + minute * 60 + second;
  // 24:00 is the end of its day (ISO 8601); a leap second runs into the next minute, as POSIX counts.
  return whole < 24 || seconds === secondsADay ? seconds : undefined;
}

/** Undefined where the text is no zone at all. */
export function readZone(text: string): Zone | undefined {
  const word = text.trim();
  if (word === '') return null;
  const shift = offset.exec(word);
  if (shift !== null && comment.test(shift[5] ?? '')) {
    const [h, m, s] = [Number(shift[2]), Number(shift.at(3) ?? 0), Number(shift.at(4) ?? 0)];
    if (h > 15 || m > 59 || s > 59) return undefined;
    return (shift[1] === '-' ? -1 : 1) * (h * 3600 + m * 60 + s);
  }
  const zero = universal.exec(word);
  if (zero !== null && comment.test(zero[1] ?? '')) return 0;
  return /^\[?[A-Za-z]+(?:[/_+-][A-Za-z_0-9+-]+)*\]?$/.test(word)
    ? word.replace(/[[\]]/g, '')
    : undefined;
}
