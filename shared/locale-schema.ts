import { z } from 'zod';
import { localeNames, type Locale } from './locale.ts';

/** A language, and a text in each, where they cross a boundary. */
export const locale = z.enum(Object.keys(localeNames) as [Locale, ...Locale[]]);
export const words = z.record(locale, z.string());
