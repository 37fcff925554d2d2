import { z } from 'zod';
import { locales } from './locale.ts';

/** A language, and a text in English and others, where they cross a boundary. */
export const locale = z.enum(locales);
export const words = z.intersection(
  z.object({ en: z.string() }),
  z.partialRecord(locale, z.string()),
);
