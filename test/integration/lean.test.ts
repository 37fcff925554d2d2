import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { bareCheckout } from '../support/bare-checkout.ts';
import { temporaryFolder } from '../support/folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = temporaryFolder();
afterAll(() => folder.remove());

/** What a program prints, and the status it ends with. */
async function said(command: string, args: string[], env: NodeJS.ProcessEnv) {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = await once(child, 'exit');
  return { text, code };
}

const unwanted = /python|g\+\+|compiler|tensorflow|tfjs-node/i;

describe.runIf(process.platform === 'linux')('Without Python, g++ and tfjs-node', () => {
  it.each([
    ['as a lean package unpacks', { PORTRAIT_ENGINE_REASON: 'lean' }, 'dist/hosts/cli.mjs'],
    ['as npm start goes by --engine wasm', { PORTRAIT_NO_NATIVE: '1' }, 'scripts/start.mjs'],
  ])(
    'First steps runs, and no word is said of them: %s',
    async (_, extra, program) => {
      const place = folder.file(program.replaceAll(/\W/g, '-'));
      const { folder: copy, env } = bareCheckout(root, place);
      // As the copy's own programs look for it, from where they lie.
      const require = createRequire(join(copy, 'dist', 'engine', 'engine.mjs'));
      expect(() => require.resolve('@tensorflow/tfjs-node-gpu/package.json')).toThrow();
      const out = join(place, 'results');
      const notebook = join(copy, 'samples', 'first-steps.json');
      const args = [join(copy, program), 'run', notebook, '--out', out];
      const { text, code } = await said(process.execPath, args, { ...env, ...extra });
      expect(text).not.toMatch(unwanted);
      expect(code, text).toBe(0);
      const results = readFileSync(join(out, 'results.json'), 'utf8');
      expect(results).toContain('"runtime": "wasm"');
    },
    600_000,
  );
});
