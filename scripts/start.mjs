#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { chooseEngine, parseStartArguments, usage } from './launch/arguments.mjs';
import { startApp } from './launch/start-app.mjs';
import { withSetUp } from './setup/set-up.mjs';

const options = parseStartArguments(process.argv.slice(2));
if (options.help || options.problem) {
  process.stderr.write(`${options.problem ? `${options.problem}\n` : ''}${usage}\n`);
  process.exitCode = options.problem ? 2 : 0;
} else {
  chooseEngine(options);
  await withSetUp(fileURLToPath(import.meta.url), {}, (log) => startApp(options, log));
}
