export type NumberRule = {
  min?: number | undefined;
  /** The number is larger than this. */
  above?: number | undefined;
  max?: number | undefined;
  step?: number | undefined;
  integer?: boolean | undefined;
  optional?: boolean | undefined;
};

export type CheckedNumber =
  { ok: true; value: number | null } | { ok: false; why: 'number' | 'integer' | 'range' };

/** Reads a typed number by the rule; `1e-3`, `.5` and a comma before decimals are understood. */
export function checkNumber(text: string, rule: NumberRule): CheckedNumber {
  const trimmed = text.trim();
  if (trimmed === '')
    return rule.optional ? { ok: true, value: null } : { ok: false, why: 'number' };
  const plain = /^[^.]*,\d{1,2}$/.test(trimmed) ? trimmed.replace(',', '.') : trimmed;
  const value = Number(plain);
  if (!Number.isFinite(value)) return { ok: false, why: 'number' };
  if (rule.integer && !Number.isInteger(value)) return { ok: false, why: 'integer' };
  if (rule.min !== undefined && value < rule.min) return { ok: false, why: 'range' };
  if (rule.above !== undefined && value <= rule.above) return { ok: false, why: 'range' };
  if (rule.max !== undefined && value > rule.max) return { ok: false, why: 'range' };
  return { ok: true, value };
}

/** The number `steps` steps further, kept within the rule and free of floating-point dust. */
export function stepNumber(from: number | null, steps: number, rule: NumberRule): number {
  const step = rule.step ?? 1;
  const start = from ?? rule.min ?? rule.above ?? 0;
  const moved = Number((start + steps * step).toPrecision(12));
  if (rule.above !== undefined && moved <= rule.above) return from ?? rule.above + step;
  return Math.min(rule.max ?? Infinity, Math.max(rule.min ?? -Infinity, moved));
}

/** A number as accessibility attributes take it: in decimals, never with an exponent. */
export function plainNumber(value: number | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  return value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });
}
