import { globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

it('Node reads every source that it runs as it stands, without a compiler', () => {
  const all = globSync(['shared/**/*.ts', 'src-main/**/*.ts', 'test/support/**/*.ts'], {
    cwd: root,
  });
  // AssemblyScript, which its own compiler reads.
  const files = all.filter((file) => !file.includes('simd/kernels/'));
  expect(files.length).toBeGreaterThan(1000);
  const refused = files.flatMap((file) => {
    try {
      stripTypeScriptTypes(readFileSync(join(root, file), 'utf8'));
      return [];
    } catch (error) {
      return [`${file}: ${String(error)}`];
    }
  });
  expect(refused).toEqual([]);
});
