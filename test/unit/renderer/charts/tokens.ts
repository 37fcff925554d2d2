import { readFileSync } from 'node:fs';

const path = new URL('../../../../src-renderer/styles/tokens.css', import.meta.url);

/** The custom properties of a theme: those of the first block, and for the dark one what its block changes. */
export function tokens(theme: 'light' | 'dark'): Map<string, string> {
  const blocks = readFileSync(path, 'utf8').split(/^.*data-theme='dark'.*$/m);
  const text = theme === 'light' ? (blocks[0] ?? '') : blocks.slice(1).join('\n');
  return new Map(
    [...text.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
}
