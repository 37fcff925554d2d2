/** Digits after the point that numbers of the walkthrough are shown with unless the reader asks for others. */
export const usualDecimals = 4;

/** From here on digits would come with an exponent. */
const beyond = 1e21;

/**
 * A number as it is written on the board: fixed digits, a real minus sign, never -0 and never an exponent; a dash where there
 * is no number.
 */
export function shownText(value: number, decimals = usualDecimals): string {
  if (Number.isNaN(value)) return '–';
  if (Math.abs(value) >= beyond) return value < 0 ? '< −10²¹' : '> 10²¹';
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** The number that is read off the board: rounded to the digits shown. */
export function shownValue(value: number, decimals = usualDecimals): number {
  const size = Number(Math.abs(value).toFixed(decimals));
  return value < 0 && size !== 0 ? -size : size;
}
