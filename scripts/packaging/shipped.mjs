import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';

/** Development packages whose code the bundler puts into the window or the SIMD kernels. */
const BUNDLED = [
  ...[
    'svelte',
    'bits-ui',
    '@lucide/svelte',
    'plotly.js-cartesian-dist-min',
    'katex',
    'marked',
    'dompurify',
  ],
  ...['@inlang/paraglide-js', 'assemblyscript'],
];
/** Of these only what they put out is shipped, not what they stand on. */
const COMPILERS = new Set(['@inlang/paraglide-js', 'assemblyscript']);

/**
 * The packages that ship, as the lock file knows them: everything the program depends on, and what is bundled from
 * development packages; sorted. `path` is the folder below the checkout. Optional packages not installed here are left out
 * by who reads them.
 * @returns {{ path: string, name: string, version: string, license: string }[]}
 */
export function shippedPackages(base = root) {
  const { packages } = JSON.parse(readFileSync(join(base, 'package-lock.json'), 'utf8'));
  const wanted = new Set();
  const take = (path) => {
    if (path === undefined || wanted.has(path)) return;
    wanted.add(path);
    const { dependencies = {}, optionalDependencies = {} } = packages[path];
    const name = path.slice(path.lastIndexOf('node_modules/') + 13);
    if (COMPILERS.has(name)) return;
    for (const other of Object.keys({ ...dependencies, ...optionalDependencies }))
      take(find(packages, path, other));
  };
  const { dependencies } = packages[''];
  for (const name of [...Object.keys(dependencies), ...BUNDLED]) take(find(packages, '', name));
  return [...wanted].sort().map((path) => {
    const { name, version, license = 'not stated' } = packages[path];
    const last = path.slice(path.lastIndexOf('node_modules/') + 13);
    return { path, name: name ?? last, version, license };
  });
}

/** Where Node finds a package from another's folder: beside it, or further up. */
function find(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, folder.lastIndexOf('node_modules/') - 1)) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (folder === '' || !folder.includes('node_modules/')) return undefined;
    if (folder.lastIndexOf('node_modules/') === 0) {
      const top = `node_modules/${name}`;
      return packages[top] ? top : undefined;
    }
  }
}
