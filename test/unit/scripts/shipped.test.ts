import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noticesText } from '../../../scripts/packaging/notices.mjs';
import { onlyShipped } from '../../../scripts/packaging/sbom.mjs';
import { shippedPackages } from '../../../scripts/packaging/shipped.mjs';

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'portrait-shipped-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const entry = (version: string, dependencies = {}, more = {}) => ({
  ...{ version, license: 'MIT', dependencies },
  ...more,
});

function lock(packages: object): void {
  writeFileSync(join(base, 'package-lock.json'), JSON.stringify({ packages }));
}

describe('what ships', () => {
  it('is what the program depends on, each from where Node finds it, and what is bundled', () => {
    lock({
      '': { dependencies: { a: '1' }, devDependencies: { svelte: '5', vitest: '5' } },
      'node_modules/a': entry('1.0.0', { b: '1', c: '1' }),
      'node_modules/a/node_modules/b': entry('1.5.0', { c: '1' }),
      'node_modules/b': entry('2.0.0'),
      'node_modules/c': entry('3.0.0', { a: '1' }),
      'node_modules/svelte': entry('5.0.0', { esrap: '1' }, { dev: true }),
      'node_modules/esrap': entry('1.0.0', {}, { dev: true }),
      'node_modules/vitest': entry('5.0.0', {}, { dev: true }),
    });
    expect(shippedPackages(base).map(({ name, version }) => `${name} ${version}`)).toEqual([
      ...['a 1.0.0', 'b 1.5.0', 'c 3.0.0', 'esrap 1.0.0', 'svelte 5.0.0'],
    ]);
  });

  it('brings its licences along, each text once', () => {
    lock({ '': { dependencies: { a: '1' } }, 'node_modules/a': entry('1.0.0') });
    const folder = join(base, 'node_modules', 'a');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'LICENSE'), 'As you like it.\n');
    writeFileSync(join(folder, 'LICENSE.md'), 'As you like it.\n');
    writeFileSync(join(folder, 'NOTICE.txt'), 'By Ada.\n');
    const text = noticesText(undefined, base);
    expect(text).toContain('a 1.0.0 (MIT)');
    expect(text.split('As you like it.')).toHaveLength(2);
    expect(text).toContain('By Ada.');
  });

  it('goes by the name it is published under where it is installed under another', () => {
    const aliased = entry('2.0.0', {}, { name: 'b-really' });
    lock({ '': { dependencies: { b: 'npm:b-really@2.0.0' } }, 'node_modules/b': aliased });
    const shipped = shippedPackages(base);
    expect(shipped.map(({ path, name }) => [path, name])).toEqual([['node_modules/b', 'b-really']]);
    const component = {
      'bom-ref': 'b',
      name: 'b',
      version: '2.0.0',
      purl: 'pkg:npm/b-really@2.0.0',
    };
    const bom = { metadata: { component: { 'bom-ref': 'top' } }, components: [component] };
    expect(onlyShipped(bom, shipped).components).toHaveLength(1);
  });

  it('of this program has every direct dependency, and the licence it is under itself', () => {
    const { dependencies, license } = JSON.parse(readFileSync('package.json', 'utf8'));
    const folders = shippedPackages().map(({ path }) => path.replace('node_modules/', ''));
    expect(folders).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    expect(readFileSync('LICENSE', 'utf8')).toContain(`${license} License`);
  });
});

describe('the bill of materials', () => {
  it('leaves out what only builds and tests, and what refers to it', () => {
    const component = (name: string) => ({ name, version: '1', 'bom-ref': `${name}@1` });
    const bom = {
      metadata: { component: { name: 'folder', 'bom-ref': 'top' } },
      components: [component('a'), component('vitest'), { ...component('b'), group: '@x' }],
      dependencies: [
        { ref: 'top', dependsOn: ['a@1', 'vitest@1'] },
        { ref: 'a@1', dependsOn: ['b@1'] },
        { ref: 'vitest@1', dependsOn: ['a@1'] },
      ],
    };
    const shipped = ['a', '@x/b'].map((name) => ({ path: '', license: '', name, version: '1' }));
    const cut = onlyShipped(bom, shipped);
    expect(cut.components.map(({ name }: { name: string }) => name)).toEqual(['a', 'b']);
    expect(cut.metadata.component.name).toBe('portrait');
    expect(cut.dependencies).toEqual([
      { ref: 'top', dependsOn: ['a@1'] },
      { ref: 'a@1', dependsOn: ['b@1'] },
    ]);
  });
});
