#!/usr/bin/env node
/** Compiles src-main/engine/simd/kernels into the module beside it: `node scripts/kernels.mjs`, after a change there. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernelsModule } from './kernels/compile.mjs';
import { root } from './setup/paths.mjs';

writeFileSync(join(root, 'src-main', 'engine', 'simd', 'kernels-wasm.ts'), await kernelsModule());
