import { kindOf } from '../../model/kind-of.ts';
import type { CellValue, ValueKind } from '../../model/table.ts';
import { valueText } from '../../encoding/index.ts';
import { readBoolean } from '../../values/boolean-text.ts';
import { readNumber } from '../../values/number/index.ts';
import { readTimeText } from '../../values/time/read.ts';
import type { PlanStep } from './clean-plan.ts';
import { bounds } from './condition.ts';

/** Steps that put another value in place of one. */
export type ValueStep = Extract<
  PlanStep,
  { type: 'text' | 'replace' | 'retype' | 'clip' | 'fill' }
>;
type Step<T extends PlanStep['type']> = Extract<PlanStep, { type: T }>;

/** What a step makes of a value of its column. Pure: the same value always gives the same. */
export function valueChange(step: ValueStep): (value: CellValue) => CellValue {
  switch (step.type) {
    case 'text':
      return (value) => (typeof value === 'string' ? normalised(value, step) : value);
    case 'replace': {
      const rules = new Map<CellValue, CellValue>();
      for (const { from, to } of step.values) if (!rules.has(from)) rules.set(from, to);
      return (value) => {
        const found = rules.get(value);
        return found === undefined ? value : found;
      };
    }
    case 'retype':
      return (value) => (value === null ? null : (retyped(value, step) ?? null));
    case 'clip': {
      const { low, high } = bounds(step);
      return (value) =>
        typeof value !== 'number' ? value : value < low ? low : value > high ? high : value;
    }
    case 'fill':
      return (value) => value ?? step.value;
  }
}

function normalised(text: string, step: Step<'text'>): string | null {
  let result = step.normalise ? text.normalize('NFKC') : text;
  if (step.collapseSpaces) result = result.replace(/\s+/gu, ' ');
  if (step.trim) result = result.trim();
  if (step.case === 'lower') result = result.toLowerCase();
  if (step.case === 'upper') result = result.toUpperCase();
  return result === '' ? null : result;
}

/** Numbers become whole by rounding. Undefined for what cannot be read as the new type. */
function retyped(
  value: string | number,
  { from, to, words, number, time }: Step<'retype'>,
): CellValue | undefined {
  switch (to) {
    case 'text':
    case 'category':
      return valueText(value, { type: from, words });
    case 'real':
      return typeof value === 'number' ? value : readNumber(value, number);
    case 'integer': {
      const read = typeof value === 'number' ? value : readNumber(value, number);
      return read === undefined ? undefined : wholeNumber(read);
    }
    case 'boolean':
      return readBoolean(String(value), true, words);
    case 'date':
      return time === null ? undefined : readTimeText(value, time);
  }
}

function wholeNumber(value: number): number | undefined {
  const whole = Math.round(value);
  return Number.isSafeInteger(whole) ? whole + 0 : undefined;
}

/** What a step leaves its column as. */
export function kindAfter(step: ValueStep, kind: ValueKind): ValueKind {
  if (step.type === 'retype') return kindOf({ type: step.to, words: step.words });
  const isFraction = step.type === 'fill' && typeof step.value === 'number';
  const isReal = isFraction && kind.type === 'integer' && !Number.isInteger(step.value);
  return isReal ? { type: 'real' } : kindOf(kind);
}
