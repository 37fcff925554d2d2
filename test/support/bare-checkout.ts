import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Programs that stay: what a machine with Node and nothing to build with has. */
const left = ['sh', 'env', 'uname', 'cat', 'ls'];
/** What a lean package leaves out. */
const addon = 'tfjs-node-gpu';

/**
 * A copy of the checkout in `folder` that set-up never met TensorFlow in and whose packages lack tfjs-node, and the
 * environment of a machine without Python and a compiler: what is built stays built, and nothing of the user's own cache is
 * there.
 */
export function bareCheckout(root: string, folder: string) {
  const copy = join(folder, 'portrait');
  mkdirSync(join(copy, '.cache'), { recursive: true });
  for (const name of readdirSync(root)) {
    // A program knows its checkout, and the packages beside it, by where it really lies.
    if (name === 'scripts' || name === 'dist')
      cpSync(join(root, name), join(copy, name), { recursive: true });
    else if (!['.cache', '.git', 'out', 'node_modules'].includes(name))
      symlinkSync(join(root, name), join(copy, name));
  }
  linkPackages(join(root, 'node_modules'), join(copy, 'node_modules'));
  cpSync(join(root, '.cache', 'setup'), join(copy, '.cache', 'setup'), { recursive: true });
  rmSync(join(copy, '.cache', 'setup', 'engine.json'), { force: true });
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  symlinkSync(process.execPath, join(programs, 'node'));
  for (const name of left) symlinkSync(join('/bin', name), join(programs, name));
  const home = join(folder, 'home');
  mkdirSync(home);
  return {
    folder: copy,
    start: join(copy, 'scripts', 'start.mjs'),
    env: { PATH: programs, HOME: home, LANG: 'C.UTF-8' } as NodeJS.ProcessEnv,
  };
}

function linkPackages(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (name !== '@tensorflow') symlinkSync(join(from, name), join(to, name));
  }
  mkdirSync(join(to, '@tensorflow'));
  for (const name of readdirSync(join(from, '@tensorflow'))) {
    if (name !== addon) symlinkSync(join(from, '@tensorflow', name), join(to, '@tensorflow', name));
  }
}
