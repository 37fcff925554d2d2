import * as messages from './paraglide/messages.js';

/** Families of short words that are looked up by a name which only the program knows. */
export type WordFamily = 'slot' | 'stage' | 'setting' | 'value';

const byKey = new Map<string, unknown>(Object.entries(messages));

/**
 * The word for a slot, a stage of work, a setting or a value of one, in the language in use; null where there is none.
 * A kind of cell may have its own: `tune_stage_trials` goes before `notebook_stage_trials`, so that a new kind brings
 * its words along in its own message file.
 */
export function word(family: WordFamily, name: string, kind?: string): string | null {
  const key = snakeCase(name);
  const own = kind === undefined ? undefined : byKey.get(`${snakeCase(kind)}_${family}_${key}`);
  const message = own ?? byKey.get(`notebook_${family}_${key}`);
  if (typeof message !== 'function') return null;
  const text: unknown = message();
  return typeof text === 'string' ? text : null;
}

function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}
