import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const sources = globSync('{shared,src-main,src-renderer,scripts}/**/*.{ts,svelte,mjs,cjs}', {
  cwd: root,
}).filter((path) => !path.includes('/paraglide/') && !path.endsWith('.d.ts'));

/** Folders with a file for each of many things of one sort: the list of them is what one wants to see. */
const lists = [
  'shared/model/cells',
  'shared/recommenders',
  'src-main/backend/notebook/kinds',
  'scripts/setup',
];

it('no folder of sources holds more than twenty files, but for those that are a list', () => {
  const sizes = new Map<string, number>();
  for (const path of sources) sizes.set(dirname(path), (sizes.get(dirname(path)) ?? 0) + 1);
  const large = [...sizes].filter(([, size]) => size > 20).map(([folder]) => folder);
  expect(large.filter((folder) => !lists.includes(folder))).toEqual([]);
  expect(lists.filter((folder) => !large.includes(folder))).toEqual([]);
});

it('no file of sources is longer than 400 lines', () => {
  expect(sources.filter((path) => read(path).trimEnd().split('\n').length > 400)).toEqual([]);
});

/** What a bundle of its own is made from. */
const entries = [
  'shared/export/recommender/runtime.ts',
  'src-main/hosts/serve/files/parquet-codec.ts',
];

it('no file only passes on what others hold, but for the face of a folder and the entries of bundles', () => {
  const passesOn = (path: string): boolean =>
    ts
      .createSourceFile(path, read(path), ts.ScriptTarget.Latest)
      .statements.every((one) => ts.isExportDeclaration(one) && one.moduleSpecifier !== undefined);
  const found = sources.filter(
    (path) => path.endsWith('.ts') && basename(path) !== 'index.ts' && passesOn(path),
  );
  expect(found.toSorted()).toEqual(entries);
});

const where = read('ARCHITECTURE.md').split('## Where is ...?')[1] ?? '';
const rows = [...where.matchAll(/^\| (an? |the |how )?([^|]+) \| (.+) \|$/gm)].slice(1);

it.each([
  ...['optimiser', 'cell kind', 'file format', 'metric', 'recommender', 'language', 'colours'],
  ...['export format', 'call of the backend', 'schema', 'chart', 'shortcut'],
])('the architecture page says where to change: %s', (change) => {
  expect(rows.some(([, , what]) => what?.includes(change))).toBe(true);
});

it('what the architecture page and the contributor’s page name is there', () => {
  const named = [where, read('CONTRIBUTING.md')].flatMap((text) =>
    [...text.matchAll(/`((?:shared|src-main|src-renderer|scripts|test|docs)\/[^`\s]*)`/g)].map(
      ([, path]) => path ?? '',
    ),
  );
  expect(named.length).toBeGreaterThan(30);
  const missing = named.filter((path) =>
    /[<.]{1}[a-z]*>|\.\.\./.test(path)
      ? globSync(path.replace(/<[^>]+>/g, '*').replace('...', '*'), { cwd: root }).length === 0
      : !existsSync(join(root, path)),
  );
  expect(missing).toEqual([]);
});
