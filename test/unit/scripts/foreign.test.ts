import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** Only root can be somebody else for a moment; nobody is whom it becomes. */
const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
const possible =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('setpriv', [...asNobody.slice(1), 'true']).status === 0;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portrait-foreign-'));
  execFileSync('chmod', ['755', folder]);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A module of set-up, run by another user in a copy of the scripts that user cannot write to. */
function run(code: string): { status: number | null; stdout: string; stderr: string } {
  const cache = join(folder, 'cache');
  mkdirSync(cache);
  execFileSync('chown', ['65534:65534', cache]);
  const [program = '', ...options] = asNobody;
  const args = [...options, process.execPath, '--input-type=module', '-e', code];
  return spawnSync(program, args, {
    cwd: join(folder, 'checkout'),
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], PORTRAIT_CACHE: cache },
  });
}

function checkout(): void {
  cpSync('scripts', join(folder, 'checkout', 'scripts'), { recursive: true });
  const stamps = join(folder, 'checkout', '.cache', 'setup');
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, 'built.stamp'), 'as its owner built it');
}

const title = `a checkout of another user${possible ? '' : ' (skipped: only root can try it)'}`;
describe.skipIf(!possible)(title, () => {
  it('is read, and what set-up notes goes to the user’s own cache', () => {
    checkout();
    const { status, stdout } = run(`
      import { readStamp, writeStamp } from './scripts/setup/stamp.mjs';
      import { openLog } from './scripts/setup/log.mjs';
      openLog();
      writeStamp('mine', 'x');
      console.log(readStamp('built'), '|', readStamp('mine'));
    `);
    expect(status).toBe(0);
    expect(stdout).toBe('as its owner built it | x\n');
    expect(readdirSync(join(folder, 'checkout', '.cache', 'setup'))).toEqual(['built.stamp']);
    expect(readdirSync(join(folder, 'cache', 'checkouts'))).toHaveLength(1);
  });

  it('is refused in words where it is not set up', () => {
    checkout();
    const { status, stderr } = run(`
      import { refuseForeign } from './scripts/setup/foreign.mjs';
      refuseForeign('its bundles');
    `);
    expect(status).toBe(1);
    expect(stderr).toContain('cannot be written to, and its bundles are not set up there');
  });
});
