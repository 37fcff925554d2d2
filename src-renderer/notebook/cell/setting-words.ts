import { cellKind } from '#shared/model/cells/index.ts';
import type { Json } from '#shared/model/json.ts';
import type { SettingPath } from '#shared/notebook/set-in.ts';
import { isSettings } from '#shared/notebook/settings.ts';
import { rounded } from '../../i18n/format.ts';
import { word } from '../../i18n/word.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { same } from '../../stores/apply-edit.ts';
import { isFreeText } from '../free-text.ts';

/** What a place among settings is called: “optimizer · beta 1”; numbers are places in a list. */
export function settingLabel(path: readonly string[], kind?: string): string {
  return path.map((part) => (/^\d+$/.test(part) ? part : settingName(part, kind))).join(' · ');
}

/** A setting's value in words. */
export function settingValue(path: readonly string[], value: Json, kind?: string): string {
  return valueWords(value, textReader([...path], kind), kind);
}

type Change = { path: SettingPath; subject: string | null; before: Json; after: Json };

const most = 3;

/** A changed setting in words: “age filled with mean, was median; batch size 64, was 32”. */
export function settingWords(path: SettingPath, before: Json, after: Json, kind?: string): string {
  const changes = differences(path, before, after, null);
  const words = changes.slice(0, most).map((change) => changeWords(change, kind));
  if (changes.length > most) words.push(m.notebook_change_more({ count: changes.length - most }));
  return words.join(m.notebook_change_separator());
}

/** The leaves in which two settings differ; lists that grew or shrank count as one change. */
export function differences(
  path: SettingPath,
  before: Json,
  after: Json,
  subject: string | null,
): Change[] {
  if (same(before, after)) return [];
  if (isSettings(before) && isSettings(after) && before['type'] === after['type']) {
    const named = subjectOf(after) ?? subject;
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      differences([...path, key], before[key] ?? null, after[key] ?? null, named),
    );
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((value, index) =>
      differences([...path, index], value, after[index] ?? null, subject),
    );
  return [{ path, subject, before, after }];
}

function changeWords({ path, subject, before, after }: Change, kind?: string): string {
  const key = path.findLast((part) => typeof part === 'string') ?? '';
  const asText = textReader(path, kind);
  const shown = (value: Json) => valueWords(value, asText, kind);
  if (Array.isArray(before) && Array.isArray(after))
    return listWords(settingName(key, kind), before, after, shown);
  const values = { before: shown(before), after: shown(after) };
  if (subject !== null && key === 'fill') return m.notebook_change_fill({ subject, ...values });
  if (subject !== null)
    return m.notebook_change_of({ subject, setting: settingName(key, kind), ...values });
  return m.notebook_change_other({ setting: settingName(key, kind), ...values });
}

function listWords(
  setting: string,
  before: Json[],
  after: Json[],
  shown: (value: Json) => string,
): string {
  const added = after.filter((value) => !before.some((other) => same(other, value)));
  const removed = before.filter((value) => !after.some((other) => same(other, value)));
  const names = (values: Json[]) =>
    values.slice(0, most).map(shown).join(m.notebook_list_separator());
  if (added.length > 0 && removed.length === 0)
    return m.notebook_change_added({ setting, values: names(added) });
  if (removed.length > 0 && added.length === 0)
    return m.notebook_change_removed({ setting, values: names(removed) });
  if (added.length === 0) return m.notebook_change_order({ setting });
  return m.notebook_change_other({ setting, before: names(removed), after: names(added) });
}

function subjectOf(value: Record<string, Json>): string | null {
  const column = value['column'];
  return typeof column === 'string' ? column : null;
}

/**
 * How texts at a path read: the word for a value the program knows, first one for its place (`split` of `interactions`),
 * and anything the user chose as it is.
 */
function textReader(path: SettingPath, kind?: string): (text: string) => string {
  const settings = cellKind(kind ?? '')?.settings;
  const free = (at: SettingPath) => settings !== undefined && isFreeText(settings, at);
  if (free(path) || free([...path, 0])) return shortened;
  const group = path.filter((part) => typeof part === 'string').at(-2);
  return (text) =>
    (group === undefined ? null : word('value', `${group}_${text}`, kind)) ??
    word('value', text, kind) ??
    shortened(text);
}

/** A value for reading: words for known ones, numbers rounded, objects by what they are called. */
function valueWords(value: Json, asText: (text: string) => string, kind?: string): string {
  if (value === null) return m.notebook_value_none();
  if (value === true) return m.notebook_value_on();
  if (value === false) return m.notebook_value_off();
  if (typeof value === 'number') return rounded(value, 6);
  if (value === '') return m.notebook_value_none();
  if (typeof value === 'string')
    return value.trim() === '' ? m.notebook_value_space() : asText(value);
  if (Array.isArray(value))
    return value
      .slice(0, most)
      .map((part) => valueWords(part, asText, kind))
      .join(' × ');
  const words = objectWords(value, asText, kind);
  return words.length > 0 ? words.join(' ') : shortened(JSON.stringify(value));
}

function objectWords(
  value: Record<string, Json>,
  asText: (text: string) => string,
  kind?: string,
): string[] {
  const { type, name } = value;
  if (typeof name === 'string' && Array.isArray(value['values'])) return [settingName(name, kind)];
  const called = value['column'] ?? name ?? value['as'];
  const size = value['units'] ?? value['rate'];
  const words = [
    ...(typeof type === 'string' ? [asText(type)] : []),
    ...(typeof size === 'number' ? [rounded(size, 6)] : []),
    ...(typeof called === 'string' ? [shortened(called)] : []),
  ];
  if (words.length > 0) return words;
  return Object.values(value).flatMap((part) =>
    typeof part === 'string'
      ? [shortened(part)]
      : typeof part === 'number'
        ? [rounded(part, 6)]
        : [],
  );
}

function shortened(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > 48 ? `${flat.slice(0, 47)}…` : flat;
}

function settingName(key: string, kind?: string): string {
  return (
    word('setting', key, kind) ??
    key
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replaceAll('_', ' ')
      .toLowerCase()
  );
}
