import { z } from 'zod';
import type { SettingPath } from '#shared/notebook/set-in.ts';

type Schema = z.core.$ZodType;

/** Whether a setting holds any text one likes (a column, a name), so that its value is never a word of the program. */
export function isFreeText(settings: Schema, path: SettingPath): boolean {
  const leaves = schemasAt(settings, path);
  return leaves.length > 0 && leaves.every((leaf) => leaf instanceof z.ZodString);
}

/** What a schema says of the value at a path: one for each of its variants that has such a value. */
function schemasAt(schema: Schema, path: SettingPath): Schema[] {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional
  )
    return schemasAt(schema.unwrap(), path);
  if (schema instanceof z.ZodUnion)
    return schema.options.flatMap((option) => schemasAt(option, path));
  const [key, ...rest] = path;
  if (key === undefined) return [schema];
  if (schema instanceof z.ZodArray) return schemasAt(schema.element, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: z.core.$ZodShape = schema.shape;
  const inner = shape[key];
  return inner === undefined ? [] : schemasAt(inner, rest);
}
