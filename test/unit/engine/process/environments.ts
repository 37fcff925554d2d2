import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

const icd = 'vk_swiftshader_icd.json';

/** Where Chromium keeps SwiftShader, a GPU in software: beside its program, which Debian starts through a script. */
const folders = [
  ...(process.env.PORTRAIT_CHROMIUM ? [dirname(safeRealpath(process.env.PORTRAIT_CHROMIUM))] : []),
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/opt/google/chrome',
];
export const swiftshader = folders.find((folder) => existsSync(join(folder, icd)));

/** What makes an engine process take each runtime; webgpu takes a real GPU where there is no SwiftShader. */
export const environments: Record<'native' | 'wasm' | 'webgpu', Record<string, string>> = {
  native: { TF_NUM_INTRAOP_THREADS: '1' },
  wasm: { PORTRAIT_NO_NATIVE: '1' },
  webgpu: {
    PORTRAIT_NO_NATIVE: '1',
    ...(swiftshader && {
      VK_ICD_FILENAMES: join(swiftshader, icd),
      LD_LIBRARY_PATH: swiftshader,
    }),
  },
};

function safeRealpath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
