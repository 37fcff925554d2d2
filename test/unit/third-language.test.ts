import { compile } from '@inlang/paraglide-js';
import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locales } from '#shared/locale.ts';

const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);
/** A copy of what knows of languages, to which one is added as CONTRIBUTING.md says. */
let copy = '';
let before = new Map<string, string>();

const sources = () =>
  new Map(
    globSync('{shared,src-renderer}/**/*.{ts,json,js}', { cwd: copy })
      .filter((path) => !/paraglide|project\.inlang/.test(path))
      .map((path) => [path, readFileSync(join(copy, path), 'utf8')]),
  );
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), text);
};
const edit = (path: string, change: (text: string) => string): void =>
  write(path, change(readFileSync(join(copy, path), 'utf8')));

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'third-language-'));
  for (const path of [
    ...['shared', 'src-renderer/vite.messages.ts', 'package.json', 'tsconfig.base.json'],
    // One file of messages stands for all.
    ...locales.map((locale) => `src-renderer/i18n/messages/${locale}/ui.json`),
  ])
    cpSync(join(root, path), join(copy, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  before = sources();

  // The two files there are.
  edit('shared/locale.ts', (text) =>
    text.replace("'zh-CN': '简体中文'", "'zh-CN': '简体中文', de: 'Deutsch'"),
  );
  edit('shared/languages/index.ts', (text) =>
    text
      .replace(/^/, "import * as german from './de/index.ts';\n")
      .replace(/^( *)'zh-CN': chinese\.(errors|cli|punctuation),$/gm, '$&\n$1de: german.$2,')
      .replace(/(besideTexts: [^=]*= \{)\}/, '$1 de: german.beside }'),
  );
  // New ones, as little or as much as was translated.
  write(
    'shared/languages/de/index.ts',
    `import type { ErrorCode, ErrorText } from '../../errors/codes.ts';
export const errors: { [code in ErrorCode]?: Partial<ErrorText> } = {
  disk_full: { sentence: 'Der Datenträger ist voll.' },
};
export const cli = { status: { fresh: 'fertig' } };
export const punctuation = { or: ' oder ' };
export const beside = { 'Most popular': 'Am beliebtesten', text: 'Text' };
`,
  );
  write('src-renderer/i18n/messages/de/ui.json', JSON.stringify({ ui_close: 'Schließen' }));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('a third language', () => {
  it('touches two existing files', () => {
    const now = sources();
    const touched = [...before].filter(([path, text]) => now.get(path) !== text);
    expect(touched.map(([path]) => path).toSorted()).toEqual([
      'shared/languages/index.ts',
      'shared/locale.ts',
    ]);
  });

  it('fits the types with as little as it says', async () => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    // What knows of languages, and all it leads to.
    write(
      'shared/tsconfig.json',
      JSON.stringify({
        extends: '../tsconfig.base.json',
        include: ['languages', 'errors', 'locale-schema.ts', 'globals.d.ts'],
      }),
    );
    await expect(run(process.execPath, [tsc, '-p', join(copy, 'shared')])).resolves.toBeDefined();
  }, 240_000);

  it('is spoken by errors, the command line and names, and English says what it has not', async () => {
    write(
      'say.ts',
      `import { errorText } from './shared/errors/index.ts';
import { textsIn } from './shared/languages/area.ts';
import { inLanguage } from './shared/languages/in-language.ts';
import { cliTexts, desktopTexts } from './shared/languages/index.ts';
import { closestLocale } from './shared/locale.ts';
import { descriptorOf } from './shared/recommenders/index.ts';
const locale = closestLocale(['de-AT']);
const typed = { code: 'column_type', params: { column: 'a', found: 'text', expected: 'integer|real' } };
console.log(JSON.stringify([
  locale,
  errorText({ code: 'disk_full', params: {} }, locale),
  errorText(typed, locale).sentence,
  textsIn(cliTexts, locale).status.fresh, textsIn(cliTexts, locale).status.failed,
  textsIn(desktopTexts, locale).quit,
  inLanguage(descriptorOf('popular').name, locale), inLanguage(descriptorOf('ials').name, locale),
]));
`,
    );
    const { stdout } = await run(process.execPath, [join(copy, 'say.ts')], { cwd: copy });
    expect(JSON.parse(stdout)).toEqual([
      'de',
      {
        sentence: 'Der Datenträger ist voll.',
        next: 'Free some space, then run it again. Nothing that was saved is lost.',
      },
      expect.stringMatching(/“a” is Text, .*integer oder real/),
      'fertig',
      'failed',
      'Quit',
      'Am beliebtesten',
      'iALS',
    ]);
  });

  it('is spoken by the window, and English says what it has not', async () => {
    const { messageProject } = await import(
      /* @vite-ignore */ pathToFileURL(join(copy, 'src-renderer/vite.messages.ts')).href
    );
    write('src-renderer/i18n/project.inlang/settings.json', messageProject());
    const outdir = join(copy, 'src-renderer/i18n/paraglide');
    await compile({
      project: join(copy, 'src-renderer/i18n/project.inlang'),
      outdir,
      strategy: ['globalVariable', 'baseLocale'],
      emitReadme: false,
    });
    const { m } = await import(/* @vite-ignore */ pathToFileURL(join(outdir, 'messages.js')).href);
    expect(m.ui_close({}, { locale: 'de' })).toBe('Schließen');
    expect(m.ui_close({}, { locale: 'zh-CN' })).toBe('关闭');
    expect(m.ui_cancel({}, { locale: 'de' })).toBe(m.ui_cancel({}, { locale: 'en' }));
  }, 60_000);
});

describe('languages', () => {
  const files = globSync('{shared,src-main,src-renderer}/**/*.{ts,svelte}', { cwd: root })
    .filter((path) => !/paraglide|^shared\/(languages\/|locale\.ts)/.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

  it('are asked for by name nowhere', () => {
    const asked = /(===?|!==?) '(en|zh-CN)'|\['(en|zh-CN)'\]|Record<Locale\b|: 'zh-CN'/;
    expect(files.filter(({ text }) => asked.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('stand beside each other only where English is one of them', () => {
    const beside = files.filter(({ text }) => text.includes("'zh-CN':"));
    const alone = beside.filter(
      ({ text }) => text.match(/'zh-CN':/g)?.length !== text.match(/\ben:/g)?.length,
    );
    expect(alone.map(({ path }) => path)).toEqual([]);
  });
});
