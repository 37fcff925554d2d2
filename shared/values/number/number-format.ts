/** How the numbers of one column are written. A space stands for every kind of space, an apostrophe for both kinds. */
export type NumberFormat = {
  decimal: '.' | ',';
  /** Between groups of three digits (or of two before the last three, as in India); empty where there is none. */
  thousands: '' | ',' | '.' | ' ' | "'";
};

/** What was decided about the numbers of a column, over all its values. */
export type NumberReading = {
  format: NumberFormat;
  /** Values carry a percent sign and are read as fractions: 45% is 0.45. */
  percent: boolean;
  /** The signs of money seen beside the numbers, at most three; none where there were none. */
  currencies: string[];
  /** Every value would also be a number with the other decimal mark, and another one. */
  ambiguous: boolean;
};

export const plainFormat: NumberFormat = { decimal: '.', thousands: '' };
export const plainReading: NumberReading = {
  format: plainFormat,
  percent: false,
  currencies: [],
  ambiguous: false,
};

/** Formats a column can be found to have; each also reads numbers without a thousands mark. */
export const numberFormats: readonly NumberFormat[] = [
  { decimal: '.', thousands: ',' },
  { decimal: '.', thousands: ' ' },
  { decimal: '.', thousands: "'" },
  { decimal: ',', thousands: '.' },
  { decimal: ',', thousands: ' ' },
  { decimal: ',', thousands: "'" },
];

/** A number in this spelling, to show it by: `1.234,5 €`, `45%`. */
export function formatExample({ format, percent, currencies }: NumberReading): string {
  const digits = percent ? '12' : `1${format.thousands}234`;
  const number = `${digits}${format.decimal}5`;
  return [number + (percent ? '%' : ''), ...currencies].join(' ');
}
