import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Programs that stay: what a machine with Node and nothing to build with has. */
const left = ['sh', 'env', 'uname', 'cat', 'ls'];

/**
 * A copy of the checkout in `folder` that set-up never met TensorFlow in, and the environment of a machine without
 * Python and a compiler: what is built stays built, and nothing of the user's own cache is there.
 */
export function bareCheckout(root: string, folder: string) {
  const copy = join(folder, 'portrait');
  mkdirSync(join(copy, '.cache'), { recursive: true });
  for (const name of readdirSync(root)) {
    // A program knows its checkout by where it really lies.
    if (name === 'scripts') cpSync(join(root, name), join(copy, name), { recursive: true });
    else if (!['.cache', '.git', 'out'].includes(name))
      symlinkSync(join(root, name), join(copy, name));
  }
  cpSync(join(root, '.cache', 'setup'), join(copy, '.cache', 'setup'), { recursive: true });
  rmSync(join(copy, '.cache', 'setup', 'engine.json'), { force: true });
  const programs = join(folder, 'programs');
  mkdirSync(programs);
  symlinkSync(process.execPath, join(programs, 'node'));
  for (const name of left) symlinkSync(join('/bin', name), join(programs, name));
  const home = join(folder, 'home');
  mkdirSync(home);
  return {
    start: join(copy, 'scripts', 'start.mjs'),
    env: { PATH: programs, HOME: home, LANG: 'C.UTF-8' } as NodeJS.ProcessEnv,
  };
}
