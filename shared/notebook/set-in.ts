import { PortraitError } from '../errors/index.ts';
import type { Json } from '../model/json.ts';

/** Names and places of list elements, from the settings inwards. */
export type SettingPath = readonly (string | number)[];

/**
 * A copy of `target` with `value` at `path`; objects on the way are made where they are missing. A number addresses an array's element,
 * at most one past its end. Throws `bad_request` where the path does not fit.
 */
export function setIn(target: Json | undefined, path: SettingPath, value: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(target)) {
    if (typeof key !== 'number' || !Number.isInteger(key) || key < 0 || key > target.length)
      throw new PortraitError('bad_request', { detail: `no element ${key}` });
    return [...target.slice(0, key), setIn(target[key], rest, value), ...target.slice(key + 1)];
  }
  if (typeof key === 'number')
    throw new PortraitError('bad_request', { detail: `${key} is not the name of a setting` });
  const object = typeof target === 'object' && target !== null ? target : {};
  const inner = Object.hasOwn(object, key) ? object[key] : undefined;
  // A computed key in a literal defines a property of its own, also for `__proto__`.
  return { ...object, [key]: setIn(inner, rest, value) };
}
