import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'svelte/compiler';
import { root } from '../setup/paths.mjs';

const folder = join(root, '.cache', 'component-scripts');

/**
 * The scripts of all components as files of one TypeScript program, so that rules which ask for types read each type once: a linter that
 * is given a component reads the program anew for every one. Lines stay as they are in the component; the handlers written in its markup
 * follow where they stand. Returns the files with, for each, the component and whether a line is of its script.
 */
export function writeComponentScripts() {
  rmSync(folder, { recursive: true, force: true });
  const made = globSync('src-renderer/**/*.svelte', { cwd: root }).map((component) => {
    const { text, isScript } = scriptOf(readFileSync(join(root, component), 'utf8'));
    const file = join(folder, component.replace(/\.svelte$/, '.component.ts'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return { file, component, isScript };
  });
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: '../../src-renderer/tsconfig.json',
      compilerOptions: { rootDirs: ['./src-renderer', '../../src-renderer'] },
      include: ['./src-renderer/**/*.ts', '../../src-renderer/**/*.ts'],
    }),
  );
  return { folder, made };
}

/** A component's script, and the functions with a body of its markup, on the lines where they stand. */
export function scriptOf(source) {
  const { instance, module, fragment } = parse(source, { modern: true });
  const lines = source.split('\n').map(() => '');
  const lineAt = (offset) => source.slice(0, offset).split('\n').length - 1;
  const put = ({ start, end }, before, after) => {
    const first = lineAt(start);
    const texts = source.slice(start, end).split('\n');
    texts.forEach((text, at) => (lines[first + at] += at === 0 ? before + text : text));
    lines[first + texts.length - 1] += after;
    return [first, first + texts.length - 1];
  };
  const scripts = [module, instance]
    .filter((script) => script)
    .map(({ content }) => put(content, '', ''));
  for (const handler of functionsIn(fragment)) put(handler, ';(', ');');
  // Svelte types what a component is given as `any`; what it may be stands beside it.
  const text = lines.join('\n').replaceAll('$props()', '($props() as never)');
  return {
    text: `${text}\n${genericsOf(instance)}\nexport {};\n`,
    isScript: (line) => scripts.some(([first, last]) => line >= first && line <= last),
  };
}

/** What a component's types are given for: the widest that each may be. */
function genericsOf(instance) {
  const attribute = instance?.attributes.find(({ name }) => name === 'generics');
  const given = attribute?.value.map(({ data }) => data).join('') ?? '';
  return [...given.matchAll(/(\w+)(?: extends ([^,]+))?(?:,|$)/g)]
    .map(([, name, widest = 'unknown']) => `type ${name} = ${widest};`)
    .join(' ');
}

/** The outermost functions with a body in a tree of markup. */
function functionsIn(node) {
  if (node === null || typeof node !== 'object') return [];
  if (Array.isArray(node)) return node.flatMap(functionsIn);
  if (node.type === 'ArrowFunctionExpression' && node.body.type === 'BlockStatement') return [node];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'parent' ? [] : functionsIn(value),
  );
}
