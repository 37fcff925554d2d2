import type { Locale } from '../locale.ts';

/** What a language says of `T`: as much of it as was translated. */
type Part<T> = T extends string | readonly unknown[] | ((...said: never[]) => unknown)
  ? T
  : { [K in keyof T]?: Part<T[K]> };

/** The texts of one area: all of them in English, in other languages what they have. */
export type Area<T> = { en: T } & { [locale in Locale]?: Part<T> };

const merged = new WeakMap<object, Map<Locale, unknown>>();

/** The texts of an area in a language. The one rule of what is not there: English says it, text by text. */
export function textsIn<T extends object>(area: Area<T>, locale: Locale): T {
  const made = merged.get(area) ?? new Map<Locale, unknown>();
  merged.set(area, made);
  if (!made.has(locale)) made.set(locale, over(area.en, area[locale]));
  return made.get(locale) as T;
}

function over(english: unknown, own: unknown): unknown {
  if (own === undefined) return english;
  if (!isTable(english) || !isTable(own)) return own;
  return Object.fromEntries(Object.keys(english).map((key) => [key, over(english[key], own[key])]));
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
