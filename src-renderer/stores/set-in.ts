import type { Json } from '#shared/model/json.ts';

export type Path = readonly (string | number)[];

/** Plain data with the value at `path` replaced; objects missing on the way are made. */
export function setIn(target: Json | undefined, path: Path, value: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(target) && typeof key === 'number')
    return target.with(Math.min(key, target.length - 1), setIn(target[key], rest, value));
  const object = isObject(target) ? target : {};
  return { ...object, [key]: setIn(object[String(key)], rest, value) };
}

export function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
