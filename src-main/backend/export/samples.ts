import type { Locale } from '#shared/locale.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { readNotebook } from './notebook-file.ts';

const ids = [
  'first-steps',
  'one-step-by-hand',
  'raw-to-recommendation',
  'recommend-sample-shop',
  'search-sample-shop',
  'your-purchase-log',
  'online-shoppers',
  ...(['marketing', 'credit-risk', 'medical-services', 'education'] as const),
  ...(['social-media', 'retail-stock', 'travel'] as const),
] as const;
/** Ready notebooks in the folder `samples` of the package. */
export type Samples = {
  /** In the given language where there is one. */
  list(locale: Locale): { id: string; title: string; about: string }[];
  /** In the given language where there is one. Throws `not_found`. */
  read(id: string, locale: Locale): Notebook;
};

/** `about` is the first paragraph of the first note, without its marks. */
export function samplesIn(root: string): Samples {
  const read = (id: string, locale: Locale): Notebook => {
    const known = ids.find((candidate) => candidate === id);
    const names = [`${known}.${locale}.json`, `${known}.json`];
    const path = names.map((name) => join(root, 'samples', name)).find((file) => existsSync(file));
    if (known === undefined || path === undefined)
      throw new PortraitError('not_found', { what: `The sample ${id}` });
    return readNotebook(readFileSync(path, 'utf8'));
  };
  return {
    list: (locale) =>
      ids.map((id) => {
        const { title, cells } = read(id, locale);
        const text = cells.find(({ kind }) => kind === 'note')?.settings['text'];
        return { id, title, about: firstParagraph(typeof text === 'string' ? text : '') };
      }),
    read,
  };
}

function firstParagraph(markdown: string): string {
  const paragraphs = markdown.split(/\n{2,}/).map((part) => part.trim());
  return plain(paragraphs.find((part) => part !== '' && !part.startsWith('#')) ?? '');
}

/** What a reader sees of a paragraph of Markdown. */
function plain(paragraph: string): string {
  return paragraph
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/(\*\*|`)(.+?)\1/g, '$2')
    .replaceAll(/\*(\S[^*]*)\*/g, '$1');
}
