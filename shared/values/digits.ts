/** The zeros of the scripts whose digits count like 0 to 9 (Unicode's Nd, one block of ten each). */
export const zeros: readonly number[] = [
  ...[0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66],
  ...[0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0xff10],
];
const digits = new Map(
  zeros.flatMap((zero) =>
    Array.from({ length: 10 }, (_, at) => [String.fromCharCode(zero + at), String(at)] as const),
  ),
);
/** Arabic decimal mark, thousands mark and percent sign. */
const marks = new Map([
  ['\u066b', '.'],
  ['\u066c', ','],
  ['\u066a', '%'],
]);
/** None of them stands before these. */
const mayHold = /[\u061c-\uffff]/;
const anyDigit = /\p{Nd}/gu;
const anyMark = /[\u066a-\u066c]/g;
/** Marks of writing direction, which stand between the parts of Arabic and Hebrew dates and numbers. */
const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text with the digits of every script as 0 to 9, Arabic marks as . , and %, and no marks of direction. */
export function asciiDigits(text: string): string {
  if (!mayHold.test(text)) return text;
  return text
    .replace(directions, '')
    .replace(anyDigit, (digit) => digits.get(digit) ?? digit)
    .replace(anyMark, (mark) => marks.get(mark) ?? mark);
}
