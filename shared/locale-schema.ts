import { z } from 'zod';
import { locales } from './locale.ts';

/** A language, and a text in each, where they cross a boundary. */
export const locale = z.enum(locales);
export const words = z.record(locale, z.string());
