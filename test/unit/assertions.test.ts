import { existsSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { assertions } from '../../eslint.assertions.js';

const files = assertions.flatMap((entry) => entry.files);

/** Whether a source tells the compiler a type (`x as T`, `as const` aside). */
function asserts(file: string): boolean {
  const text = readFileSync(file, 'utf8');
  const script = file.endsWith('.svelte')
    ? (/<script[^>]*>([^]*?)<\/script>/.exec(text)?.[1] ?? '')
    : text;
  const source = ts.createSourceFile(file, script, ts.ScriptTarget.Latest, true);
  const found = (node: ts.Node): boolean =>
    (ts.isAsExpression(node) && node.type.getText(source) !== 'const') ||
    (ts.forEachChild(node, (child) => found(child) || undefined) ?? false);
  return found(source);
}

it('only files that need it may tell the compiler a type, each once and with a reason', () => {
  expect(files.filter((file) => !existsSync(file) || !asserts(file))).toEqual([]);
  expect(new Set(files).size).toBe(files.length);
  expect(assertions.every(({ why }) => why.length > 20)).toBe(true);
});
