import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locales } from '#shared/locale.ts';
import { cellKinds } from '#shared/model/cells/index.ts';
import { algorithmTypes } from '#shared/recommenders/index.ts';
import { messageProject } from '../../src-renderer/vite.messages.ts';

const root = join(import.meta.dirname, '..', '..');
const sources = globSync('{shared,src-main,src-renderer}/**/*.{ts,svelte}', { cwd: root })
  .filter((path) => !path.includes('/paraglide/'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** Source files that hold any of these, those an idea owns (by the beginning of their path) counted as one place. */
function places(words: readonly string[], own: readonly string[]): string[] {
  const either = `(${words.join('|')})`;
  const word = new RegExp(`['"./]${either}(/|['"]|\\.ts['"])|^\\s*${either}: `, 'm');
  const found = sources
    .filter(({ text }) => word.test(text))
    .map(({ path }) => own.find((prefix) => path.startsWith(prefix)) ?? path);
  return [...new Set(found)].toSorted();
}

/** Where each recommender that is exported says what goes along, and how it scores there. */
const leaving = [
  'shared/export/recommender/',
  'shared/recommenders/fold-in/',
  'src-main/backend/export/',
];

const kebab = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe('what has one home', () => {
  // The baseline, and everyday words, are also said of other things.
  const named = algorithmTypes.filter((type) => !['popular', 'content', 'social'].includes(type));

  it.each(named)(
    'recommender %s is named in its descriptor, its code and the two lists',
    (type) => {
      const file = kebab(type);
      const own = [
        `shared/recommenders/${file}`,
        'shared/recommenders/index.ts',
        `src-main/engine/recommenders/${file}`,
        'src-main/engine/recommenders/registry.ts',
      ];
      // How one leaves the workbench is said with what leaves, if it does.
      const shared = ['neural', 'sequence'].map(
        (folder) => `src-main/engine/recommenders/${folder}/`,
      );
      // What the engine learns and what leaves are shaped alike.
      const shapes = 'shared/recommenders/sequence-shapes.ts';
      const beside = [...shared, ...leaving, shapes];
      const found = places([type, file], [...own, ...beside]).filter(
        (path) => !beside.includes(path),
      );
      expect(found).toEqual(own.toSorted());
    },
  );

  it.each(cellKinds)('cell kind $kind lies in six places', ({ kind, passive }) => {
    const file = kebab(kind);
    const own = [
      `shared/model/cells/${file}.ts`,
      'shared/model/cells/index.ts',
      ...(passive === true ? [] : [`src-main/backend/notebook/kinds/${file}.ts`]),
      `src-renderer/cells/${file}/`,
      ...locales.map((locale) => `src-renderer/i18n/messages/${locale}/${file}.json`),
    ];
    expect(own.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  // Those whose name is no everyday word besides, with the folder of the backend that does their work.
  it.each([
    ['anonymity', 'anonymity'],
    ['tuneNet', 'tune'],
  ])('cell kind %s is named nowhere but in its places and by what works for it', (kind, work) => {
    const file = kebab(kind);
    const own = [
      'shared/model/cells/index.ts',
      `shared/model/cells/${file}.ts`,
      `src-main/backend/notebook/kinds/${file}.ts`,
      `src-renderer/cells/${file}/`,
    ];
    const found = places([`(?<=cells/|')${kind}`, `(?<=cells/)${file}`], own).filter(
      (path) => !path.startsWith(`src-main/backend/${work}/`),
    );
    expect(found.filter((path) => !own.includes(path))).toEqual([]);
  });

  it('the messages are compiled from every file of the folder, which no list names by hand', () => {
    const files = globSync('src-renderer/i18n/messages/en/*.json', { cwd: root });
    const named = messageProject().match(/\{locale\}\/[\w-]+\.json/g) ?? [];
    expect(named.map((path) => path.slice('{locale}/'.length)).toSorted()).toEqual(
      files.map((path) => basename(path)).toSorted(),
    );
  });

  it('a file format is named in the table of formats, the table of readers and its reader', () => {
    const own = [
      'shared/files/formats.ts',
      'src-main/backend/data/readers/json/json.ts',
      'src-main/backend/data/readers/open-reader.ts',
    ];
    // What a published data set is read as is said of the data set.
    const found = places(['jsonl'], own).filter(
      (path) => !path.startsWith('shared/model/file-presets/'),
    );
    expect(found).toEqual(own);
  });

  it('the area under a curve is counted in one place, and its interval beside it', () => {
    const counting = sources.filter(({ text }) => /function \w*[aA]uc\w*\(/.test(text));
    expect(counting.map(({ path }) => path).toSorted()).toEqual([
      'shared/statistics/auc-interval.ts',
      'shared/statistics/auc.ts',
    ]);
  });

  it('a format that tables are saved as is named in the table of formats, its writer and their list', () => {
    const own = [
      'shared/files/table-formats.ts',
      'src-main/backend/data/export/table-exports.ts',
      'src-main/backend/data/export/parquet.ts',
    ];
    // Readers have their own table; what scores files without a workspace, and what is exported, have files of their own.
    const read =
      /^(shared\/files\/formats|src-main\/(backend\/data\/readers|backend\/export|hosts\/serve\/files)\/)/;
    const found = places(['parquet'], own).filter((path) => !read.test(path));
    // The writer is imported by its name and need not say it.
    expect(own.slice(0, 2)).toEqual(found);
  });
});
