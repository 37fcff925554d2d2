import type { Json } from '../model/json.ts';
import type { SettingPath } from './set-in.ts';

/** What stands at a path; undefined where it leads nowhere. */
export function valueIn(target: Json | undefined, path: SettingPath): Json | undefined {
  return path.reduce<Json | undefined>((at, key) => {
    if (Array.isArray(at)) return typeof key === 'number' ? at[key] : undefined;
    if (typeof at !== 'object' || at === null) return undefined;
    return Object.hasOwn(at, key) ? at[key] : undefined;
  }, target);
}
