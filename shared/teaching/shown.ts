/** Digits after the point that numbers of the walkthrough are shown with unless the reader asks for others. */
export const usualDecimals = 4;

/** A number as it is written on the board: fixed digits, a real minus sign, never -0 and never an exponent. */
export function shownText(value: number, decimals = usualDecimals): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** The number that is read off the board: rounded to the digits shown. */
export function shownValue(value: number, decimals = usualDecimals): number {
  const size = Number(Math.abs(value).toFixed(decimals));
  return value < 0 && size !== 0 ? -size : size;
}
