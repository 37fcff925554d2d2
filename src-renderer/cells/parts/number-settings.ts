import { z } from 'zod';
import type { Json } from '#shared/model/json.ts';
import type { NumberRule } from '../../ui/fields/number-rule.ts';

type NumberKey<T> = { [K in keyof T]-?: T[K] extends number | null ? K : never }[keyof T] & string;
type NumberSetting = NumberRule & {
  value: number | null;
  onchange: (value: number | null) => void;
};

/**
 * What a field needs of a number among a kind's settings: its value, how it is changed, and the limits that the settings are
 * parsed by, which are said nowhere else.
 */
export function numberSettings<S extends z.ZodObject>(
  { shape }: S,
  settings: z.output<S>,
  set: (path: string[], value: Json) => void,
): (key: NumberKey<z.output<S>>) => NumberSetting {
  const values: Record<string, unknown> = settings;
  return (key) => {
    const { rule, optional } = ruleOf(shape[key]);
    const value = values[key];
    return {
      ...rule,
      optional,
      value: typeof value === 'number' ? value : null,
      onchange: (next) => {
        if (next !== null || optional) set([key], next);
      },
    };
  };
}

function ruleOf(schema: unknown): { rule: NumberRule; optional: boolean } {
  let inner = schema;
  let optional = false;
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodNullable) {
    optional ||= inner instanceof z.ZodNullable;
    inner = inner.unwrap();
  }
  if (!(inner instanceof z.ZodNumber)) throw new TypeError('the setting is no number');
  const { minValue, maxValue, isInt } = inner;
  const checks = inner.def.checks?.map(({ _zod }) => _zod.def) ?? [];
  const reached = (limits: 'greater_than' | 'less_than'): boolean =>
    !checks.some((one) => one.check === limits && 'inclusive' in one && one.inclusive === false);
  if (!reached('less_than'))
    throw new TypeError('a field has no upper limit that it may not reach');
  const least = limit(minValue);
  const low = reached('greater_than') ? { min: least } : { above: least };
  return { rule: { ...low, max: limit(maxValue), integer: isInt }, optional };
}

/** Whole numbers end somewhere by themselves, which is no limit anybody set. */
function limit(value: number | null): number | undefined {
  return value === null || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;
}
