import { plainBody } from './number-body.ts';
import { plainReading, type NumberReading } from './number-format.ts';
import { spelledNumber, type SpelledNumber } from './spelled-number.ts';

/**
 * A number out of text as its column writes them: 45% as 0.45 in a column of percentages. Undefined for anything else,
 * also for a number without the percent sign there (zero aside) or with it elsewhere, and beyond the largest double.
 */
export function readNumber(
  text: string,
  reading: NumberReading = plainReading,
): number | undefined {
  const spelled = spelledNumber(text);
  return spelled && readSpelled(spelled, reading);
}

/** As `readNumber`, for a number that was taken apart before. */
export function readSpelled(spelled: SpelledNumber, reading: NumberReading): number | undefined {
  const body = plainBody(spelled.body, reading.format);
  if (body === undefined) return undefined;
  // Written into the text, the two places move exactly: 7.5% is 0.075, not 7.5 / 100 rounded twice.
  const number = Number(spelled.percent ? shiftedBack(body.plain) : body.plain);
  if (spelled.percent !== reading.percent && number !== 0) return undefined;
  if (!Number.isFinite(number)) return undefined;
  return spelled.negative && number !== 0 ? -number : number;
}

function shiftedBack(plain: string): string {
  const [mantissa = '', exponent = '0'] = plain.split(/[eE]/);
  return `${mantissa}e${Number(exponent) - 2}`;
}

/** The double that plain text stands for (`-12`, `1.5e3`, spaces around); undefined for anything else, codes too. */
export function readPlainNumber(text: string): number | undefined {
  const plain = text.trim();
  if (!/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(plain)) return undefined;
  const number = Number(plain);
  return Number.isFinite(number) ? number : undefined;
}
