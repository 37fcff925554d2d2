import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Json } from '#shared/model/json.ts';
import { cellKinds } from '#shared/model/cells/index.ts';
import { numberSettings } from '../../../../src-renderer/cells/parts/number-settings.ts';

const schema = z.object({
  whole: z.number().int().min(2).max(200).default(20),
  open: z.number().int().default(0),
  share: z.number().min(0).max(1).nullable().default(null),
  positive: z.number().positive().default(1),
  name: z.string().default(''),
});

function fields(settings: z.input<typeof schema>) {
  const made: [string[], Json][] = [];
  const number = numberSettings(schema, schema.parse(settings), (path, value) =>
    made.push([path, value]),
  );
  return { number, made };
}

function isNumber(schema: unknown): boolean {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return isNumber(schema.unwrap());
  return schema instanceof z.ZodNumber;
}

describe('the field of a number setting', () => {
  it('has the limits that the settings are parsed by', () => {
    const { number } = fields({ whole: 30 });
    expect(number('whole')).toMatchObject({
      ...{ value: 30, min: 2, max: 200, integer: true, optional: false },
    });
  });

  it('has no limit where the schema sets none: not the end of whole numbers', () => {
    const { number } = fields({});
    expect(number('open')).toMatchObject({ min: undefined, max: undefined, integer: true });
  });

  it('keeps a limit apart that a setting may come as near to as it likes, but not reach', () => {
    const { number } = fields({});
    const { min, above } = number('positive');
    expect({ min, above }).toEqual({ min: undefined, above: 0 });
  });

  it('can be made for every number among the settings of every kind', () => {
    let numbers = 0;
    for (const { settings } of cellKinds) {
      if (!(settings instanceof z.ZodObject)) continue;
      for (const [key, schema] of Object.entries(settings.shape)) {
        if (!isNumber(schema)) continue;
        const number = numberSettings(z.object({ [key]: schema }), {}, () => undefined);
        expect(() => number(key as never), key).not.toThrow();
        numbers += 1;
      }
    }
    expect(numbers).toBeGreaterThan(30);
  });

  it('may be left empty exactly where the setting may be null', () => {
    const { number, made } = fields({ share: 0.5 });
    expect(number('share')).toMatchObject({ value: 0.5, max: 1, integer: false, optional: true });
    number('share').onchange(null);
    number('whole').onchange(null);
    number('whole').onchange(7);
    expect(made).toEqual([
      [['share'], null],
      [['whole'], 7],
    ]);
  });
});
