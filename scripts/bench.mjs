#!/usr/bin/env node
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAttached } from './setup/command.mjs';
import { engineEnvironment } from './setup/engine-state.mjs';
import { root } from './setup/paths.mjs';
import { SetupError } from './setup/setup-error.mjs';
import { withSetUp } from './setup/set-up.mjs';

const folder = join(root, 'test', 'bench');

await withSetUp(fileURLToPath(import.meta.url), {}, async () => {
  const [name, ...args] = process.argv.slice(2);
  const names = readdirSync(folder).filter((entry) => existsSync(join(folder, entry, 'bench.ts')));
  if (!name || !names.includes(name))
    throw new SetupError(
      name ? `There is no figure called “${name}”` : 'Name the figure to measure',
      `npm run bench -- ${names.join(' | ') || 'NAME'} [--json]`,
    );
  return runAttached(process.execPath, [join(folder, name, 'bench.ts'), ...args], {
    cwd: root,
    env: { ...process.env, ...engineEnvironment() },
  });
});
