import { z } from 'zod';

/** A setting there is none of: where it was met, its name, and the names there are in that place. */
export type UnknownSetting = { path: (string | number)[]; name: string; known: string[] };

/** The first name within settings that their schema does not know; null where all are known. */
export function unknownSetting(
  schema: z.core.$ZodType,
  value: unknown,
  path: (string | number)[] = [],
): UnknownSetting | null {
  const inner = unwrapped(schema);
  if (inner !== null) return unknownSetting(inner, value, path);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return first(value, (one, at) => unknownSetting(schema.element, one, [...path, at]));
  }
  if (schema instanceof z.ZodUnion) return unknownInUnion(schema, value, path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  if (schema instanceof z.ZodRecord) {
    return first(Object.entries(value), ([key, one]) =>
      unknownSetting(schema.valueType, one, [...path, key]),
    );
  }
  if (!(schema instanceof z.ZodObject)) return null;
  const fields = new Map(Object.entries<z.core.$ZodType>(schema.shape));
  const known = [...fields.keys()];
  return first(Object.entries(value), ([key, one]) => {
    const field = fields.get(key);
    return field === undefined
      ? { path, name: key, known }
      : unknownSetting(field, one, [...path, key]);
  });
}

/** What stands behind a default, an optional or a checked value; null for a schema that wraps nothing. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType | null {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  ) {
    return schema.unwrap();
  }
  if (schema instanceof z.ZodPipe) {
    return schema.in instanceof z.ZodTransform ? schema.out : schema.in;
  }
  return null;
}

/** Of several shapes those count that the value has, or would have but for what is unknown. */
function unknownInUnion(
  schema: z.ZodUnion,
  value: unknown,
  path: (string | number)[],
): UnknownSetting | null {
  const fitting = schema.options.filter((option) => z.safeParse(option, value).success);
  const found = fitting.map((option) => unknownSetting(option, value, path));
  return found.includes(null) ? null : (found[0] ?? null);
}

function first<T>(
  list: readonly T[],
  look: (one: T, at: number) => UnknownSetting | null,
): UnknownSetting | null {
  for (const [at, one] of list.entries()) {
    const found = look(one, at);
    if (found !== null) return found;
  }
  return null;
}
