#!/usr/bin/env node
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseEngine, localhostArguments, parseStartArguments } from './launch/arguments.mjs';
import { runAttached } from './setup/command.mjs';
import { engineEnvironment } from './setup/engine-state.mjs';
import { root } from './setup/paths.mjs';
import { SetupError } from './setup/setup-error.mjs';
import { withSetUp } from './setup/set-up.mjs';

const options = parseStartArguments(process.argv.slice(2));
chooseEngine(options);
/**
 * The localhost host, restarted when the app's bundles change, with both builds watching the sources; stacks name those. The window
 * reloads itself when its bundle changed (`src-renderer/client/reload-when-rebuilt.ts`).
 */
await withSetUp(fileURLToPath(import.meta.url), {}, async () => {
  if (options.problem) throw new SetupError(options.problem, 'Try npm start -- --help.');
  const env = { ...process.env, ...engineEnvironment() };
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const watch = (config, outDir) =>
    runAttached(
      process.execPath,
      [
        vite,
        ...['build', '--watch', '--config', join(root, config), '--outDir', outDir],
        ...['--emptyOutDir', 'false', '--logLevel', 'warn', '--sourcemap', 'inline'],
        ...['--mode', 'development'],
      ],
      { cwd: root },
    );
  const statuses = await Promise.all([
    watch('vite.main.config.ts', join(root, 'dist')),
    watch('src-renderer/vite.config.ts', join(root, 'dist', 'renderer')),
    runAttached(
      process.execPath,
      [
        ...['--enable-source-maps', '--watch', '--watch-preserve-output'],
        ...[join(root, 'dist', 'hosts', 'localhost.mjs')],
        ...localhostArguments(options),
      ],
      { cwd: root, env },
    ),
  ]);
  return Math.max(...statuses);
});
