import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { oddRows } from '../../../../support/export/every-step.ts';
import { everyModel, goldenOf } from '../../../../support/export/exported.ts';
import { noAssets, writeFolder } from '../../../../support/export/write-folder.ts';

const source = (path: string): string => new URL(`../../../../../${path}`, import.meta.url).href;
/** What is bundled elsewhere, from its sources. */
const assets = {
  ...noAssets,
  runtime: () =>
    `import { createRuntime, RowError } from ${JSON.stringify(source('shared/export/runtime.ts'))};
export { createRuntime, RowError };`,
  server: () => `await import(${JSON.stringify(source('src-main/hosts/serve/main.ts'))});`,
};

/** Classes as a column of whole numbers has them: an object would list 0 and 1 before -1. */
const base = everyModel('classes', 4);
const label = { ...base.prep.label, classes: ['-1', '0', '1'] };
const numbered = { ...base, prep: { ...base.prep, label } };
const model = { ...numbered, golden: goldenOf(numbered, oddRows(40, 8)) };

describe('The check of a folder whose classes are numbers', () => {
  it.each(['es_module', 'server'])(
    'agrees with every row (%s)',
    async (id) => {
      const folder = await writeFolder(id, model, assets);
      const options = { cwd: folder, encoding: 'utf8' as const };
      const printed = execFileSync(process.execPath, ['verify.mjs'], options);
      expect(Number(/(\d+) rows agree/.exec(printed)?.[1])).toBeGreaterThan(5);
      rmSync(folder, { recursive: true });
    },
    60_000,
  );
});

it('The check of a server that fails leaves no server behind', async () => {
  // It says that it listens where nobody does.
  const server = (): string => `import { writeFileSync } from 'node:fs';
writeFileSync('pid', String(process.pid));
console.log('http://127.0.0.1:9');
setInterval(() => undefined, 1000);`;
  const folder = await writeFolder('server', model, { ...assets, server });
  expect(() =>
    execFileSync(process.execPath, ['verify.mjs'], { cwd: folder, stdio: 'ignore' }),
  ).toThrow();
  const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'));
  const isGone = (): boolean => {
    try {
      return !process.kill(pid, 0);
    } catch {
      return true;
    }
  };
  try {
    await expect.poll(isGone, { timeout: 10_000 }).toBe(true);
  } finally {
    if (!isGone()) process.kill(pid);
    rmSync(folder, { recursive: true });
  }
}, 60_000);
