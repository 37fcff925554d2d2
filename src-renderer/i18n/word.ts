import { fileFormats } from '#shared/files/formats.ts';
import type { Words } from '#shared/locale.ts';
import { hybrid } from '#shared/recommenders/hybrid.ts';
import { algorithmTypes, descriptorOf } from '#shared/recommenders/index.ts';
import * as messages from './paraglide/messages.js';
import { said } from './said.ts';

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
  if (typeof message !== 'function') return describedWord(family, name);
  const text = (message as () => unknown)();
  return typeof text === 'string' ? text : null;
}

/** Recommenders and file formats bring their names along, recommenders those of settings and values too. */
function describedWord(family: WordFamily, name: string): string | null {
  const words = family === 'value' || family === 'setting' ? described[family].get(name) : null;
  return words ? said(words) : null;
}

const fields = algorithmTypes.flatMap((type) => descriptorOf(type).fields);
const described = {
  setting: new Map<string, Words>(fields.map(({ key, label }) => [key, label])),
  value: new Map<string, Words>([
    ...fields.flatMap((field) =>
      field.kind === 'choice'
        ? field.options.map(({ value, label }): [string, Words] => [value, label])
        : [],
    ),
    ...algorithmTypes.map((type): [string, Words] => [type, descriptorOf(type).name]),
    ['hybrid', hybrid.name],
    ...fileFormats.map(({ id, name }): [string, Words] => [id, name]),
  ]),
};

function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}
