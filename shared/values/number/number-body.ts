import type { NumberFormat } from './number-format.ts';

/** A body as plain digits with a decimal point, and what it was made of. */
export type PlainBody = {
  plain: string;
  grouped: boolean;
  whole: boolean;
  /** Zeros in front make it a code (007) rather than a quantity. */
  code: boolean;
};

const groupings = new Map(
  [',', '.', ' ', "'"].map((mark) => {
    const between = mark === '.' ? '\\.' : mark;
    const western = `[1-9]\\d{0,2}(?:${between}\\d{3})+`;
    const indian = `[1-9]\\d?(?:${between}\\d{2})+${between}\\d{3}`;
    return [mark, new RegExp(`^(?:${western}|${indian})$`)] as const;
  }),
);

/**
 * Reads the body of a spelled number by a format. Undefined where a mark stands where the format has none, groups have
 * the wrong length (also 0,123, which is no thousand).
 */
export function plainBody(
  body: string,
  { decimal, thousands }: NumberFormat,
): PlainBody | undefined {
  const power = body.search(/[eE]/);
  const exponent = power < 0 ? '' : body.slice(power);
  const mantissa = power < 0 ? body : body.slice(0, power);
  const at = mantissa.lastIndexOf(decimal);
  const before = at < 0 ? mantissa : mantissa.slice(0, at);
  const fraction = at < 0 ? '' : mantissa.slice(at + 1);
  if (!/^\d*$/.test(fraction)) return undefined;
  const grouped = !/^\d*$/.test(before);
  if (grouped && groupings.get(thousands)?.test(before) !== true) return undefined;
  const digits = grouped ? before.replaceAll(thousands, '') : before;
  const plain = `${digits}${at < 0 ? '' : `.${fraction}`}${exponent}`;
  return { plain, grouped, whole: at < 0 && exponent === '', code: /^0\d/.test(before) };
}
