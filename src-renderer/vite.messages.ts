import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { locales } from '../shared/locale.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const settingsFile = here('./i18n/project.inlang/settings.json');

/** The project that the messages are compiled by: the languages of `shared/locale.ts`, every file of the base language. */
export function messageProject(): string {
  const files = readdirSync(here('./i18n/messages/en')).toSorted();
  const project = {
    baseLocale: 'en',
    locales,
    modules: ['../../node_modules/@inlang/plugin-message-format/dist/index.js'],
    'plugin.inlang.messageFormat': { pathPattern: files.map((f) => `./messages/{locale}/${f}`) },
  };
  return `${JSON.stringify(project, null, 2)}\n`;
}

/** Compiles the messages into functions, by a project written anew where a file or a language has come or gone. */
export function compiledMessages() {
  const project = messageProject();
  mkdirSync(dirname(settingsFile), { recursive: true });
  if (!existsSync(settingsFile) || readFileSync(settingsFile, 'utf8') !== project)
    writeFileSync(settingsFile, project);
  return paraglideVitePlugin({
    project: here('./i18n/project.inlang'),
    outdir: here('./i18n/paraglide'),
    strategy: ['globalVariable', 'baseLocale'],
  });
}
