import { cellKind } from '../model/cells/index.ts';
import { json, type Json } from '../model/json.ts';

type Settings = Record<string, Json>;

/** Settings with every default filled in where they are valid, else as they are: nothing typed is lost. */
export function completeSettings(kind: string, settings: Settings): Settings {
  const parsed = cellKind(kind)?.settings.safeParse(settings);
  if (parsed?.success !== true) return settings;
  const plain = json.safeParse(parsed.data);
  return plain.success && isSettings(plain.data) ? plain.data : settings;
}

export function isSettings(value: Json): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
