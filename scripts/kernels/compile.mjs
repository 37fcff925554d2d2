import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';
import { root } from '../setup/paths.mjs';

const folder = join(root, 'src-main', 'engine', 'simd', 'kernels');
const options = [
  ...[
    'index.ts',
    '--outFile',
    'kernels.wasm',
    '-O3',
    '--noAssert',
    '--enable',
    'simd',
    '--enable',
    'relaxed-simd',
    '--enable',
    'threads',
    '--sharedMemory',
  ],
  ...['--runtime', 'stub', '--importMemory', '--initialMemory', '1', '--maximumMemory', '65536'],
  ...['--use', 'abort='],
];

/** TypeScript that holds the compiled kernels as text, so that a bundle needs no file beside it. */
export async function kernelsModule() {
  let binary = null;
  const { error, stderr } = await asc.main(options, {
    readFile: (name) => {
      try {
        return readFileSync(join(folder, name), 'utf8');
      } catch {
        return null;
      }
    },
    writeFile: (_, contents) => {
      binary = contents;
    },
    listFiles: () => [],
  });
  if (error || !binary) throw new Error(`the kernels do not compile:\n${stderr.toString()}`);
  const text = Buffer.from(binary).toString('base64');
  return `/** Made from kernels/ by scripts/kernels.mjs. */\nexport const kernelsWasm =\n  '${text}';\n`;
}
