/** What a field is, read as a number. */
export const numberForm = {
  none: 0,
  integer: 1,
  real: 2,
  /** An integer beyond 2^53 - 1, which a double cannot tell from its neighbours. */
  large: 3,
  /** Leading zeros, or a plus sign before many digits: a code or phone number rather than a quantity. */
  code: 4,
  infinite: 5,
  notANumber: 6,
  /** Digits, an e, digits: 557e90 may be a power of ten as well as a code; `value` may be infinite. */
  exponent: 7,
  /** A plus sign in front: a change, or a code. */
  signed: 8,
} as const;
export type NumberForm = (typeof numberForm)[keyof typeof numberForm];

const powers = Float64Array.from({ length: 23 }, (_, n) => 10 ** n);
const mostExactDigits = 15;
const mostSignedDigits = 7;

/** Reads numbers from bytes without making strings of them; `value` belongs to the last `read`. */
export class NumberReader {
  value = NaN;

  /** Reads bytes `start` to `end`, spaces around them aside. Decimal point only, no thousands separators. */
  read(bytes: Uint8Array, start: number, end: number): NumberForm {
    while (start < end && bytes[start]! <= 32) start += 1;
    while (end > start && bytes[end - 1]! <= 32) end -= 1;
    let at = start;
    const sign = bytes[at];
    const negative = sign === 45;
    if (negative || sign === 43) at += 1;
    const firstDigit = at;
    let mantissa = 0;
    let b: number;
    while (at < end && (b = bytes[at]! - 48) >= 0 && b <= 9) {
      mantissa = mantissa * 10 + b;
      at += 1;
    }
    const whole = at - firstDigit;
    if (at === end) {
      if (whole === 0) return numberForm.none;
      this.value = negative ? -mantissa : mantissa;
      if (this.value === 0) this.value = 0;
      if (whole > 1 && bytes[firstDigit] === 48) return numberForm.code;
      if (sign === 43) return whole > mostSignedDigits ? numberForm.code : numberForm.signed;
      return whole <= mostExactDigits || mantissa <= Number.MAX_SAFE_INTEGER
        ? numberForm.integer
        : numberForm.large;
    }
    if (bytes[at] === 46) {
      const point = (at += 1);
      while (at < end && (b = bytes[at]! - 48) >= 0 && b <= 9) {
        mantissa = mantissa * 10 + b;
        at += 1;
      }
      const fraction = at - point;
      if (at === end && whole + fraction > 0 && whole + fraction <= mostExactDigits) {
        // Both parts are exact, so the one division rounds correctly.
        const magnitude = mantissa / powers[fraction]!;
        this.value = negative ? -magnitude : magnitude;
        return decimalForm(sign, whole, bytes[firstDigit]);
      }
    } else if (whole === 0) {
      return this.#word(bytes, start, end);
    }
    return this.#long(bytes, start, end, sign, whole, firstDigit);
  }

  #long(
    bytes: Uint8Array,
    start: number,
    end: number,
    sign: number | undefined,
    whole: number,
    firstDigit: number,
  ): NumberForm {
    const text = ascii(bytes, start, end);
    if (text === undefined || !/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) {
      return numberForm.none;
    }
    this.value = Number(text);
    if (/^\d+[eE]\d+$/.test(text)) return numberForm.exponent;
    if (!Number.isFinite(this.value)) return numberForm.infinite;
    return decimalForm(sign, whole, bytes[firstDigit]);
  }

  #word(bytes: Uint8Array, start: number, end: number): NumberForm {
    if (end - start < 3 || end - start > 9) return numberForm.none;
    const text = ascii(bytes, start, end)?.toLowerCase() ?? '';
    if (text === 'nan') return numberForm.notANumber;
    return /^[-+]?inf(inity)?$/.test(text) ? numberForm.infinite : numberForm.none;
  }
}

function decimalForm(
  sign: number | undefined,
  whole: number,
  first: number | undefined,
): NumberForm {
  if (whole > 1 && first === 48) return numberForm.code;
  return sign === 43 ? numberForm.signed : numberForm.real;
}

function ascii(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (end - start > 400) return undefined;
  let text = '';
  for (let i = start; i < end; i += 1) text += String.fromCharCode(bytes[i]!);
  return text;
}
