#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { withSetUp } from './setup/set-up.mjs';
import { runLint } from './testing/lint-steps.mjs';

/** The bundles come first: they generate the message functions that the type checks need. */
await withSetUp(fileURLToPath(import.meta.url), { engine: false }, async () => {
  const { failed } = await runLint(process.execPath);
  return failed.length === 0 ? 0 : 1;
});
