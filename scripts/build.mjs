#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { withSetUp } from './setup/set-up.mjs';

await withSetUp(fileURLToPath(import.meta.url), { retryEngine: true }, () => 0);
