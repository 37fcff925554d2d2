#!/usr/bin/env node
import { join, relative } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { typed } from '../../eslint.typed.js';
import { root } from '../setup/paths.mjs';
import { writeComponentScripts } from './component-scripts.mjs';

const { folder, made } = writeComponentScripts();
const byFile = new Map(made.map((one) => [one.file, one]));
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: {
    files: ['**/*.ts'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: join(folder, 'tsconfig.json'), tsconfigRootDir: folder },
    },
    rules: typed,
  },
});
const results = await eslint.lintFiles([
  join(folder, 'src-renderer/**/*.component.ts'),
  join(root, 'src-renderer/**/*.svelte.ts'),
]);
const found = results.flatMap(({ filePath, messages }) => {
  const { component = relative(root, filePath), isScript } = byFile.get(filePath) ?? {};
  return (
    messages
      // What markup binds ({#each}, snippets) has no type in a function that is taken out of it.
      .filter(
        ({ line, ruleId }) => !ruleId?.includes('no-unsafe-') || (isScript?.(line - 1) ?? true),
      )
      // Comments that silence rules of the main run name none of this one.
      .filter(({ message }) => !message.startsWith('Definition for rule'))
      .map(({ line, message, ruleId }) => `${component}:${line}  ${message}  ${ruleId}`)
  );
});
for (const line of found) process.stdout.write(`${line}\n`);
process.exitCode = found.length === 0 ? 0 : 1;
