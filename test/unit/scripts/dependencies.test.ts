import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alreadyInstalled, packagesHere } from '../../../scripts/setup/dependencies.mjs';

const root = join(import.meta.dirname, '..', '..', '..');
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));

describe('alreadyInstalled', () => {
  it('knows the node_modules this test runs from', () => {
    const lock = read('package-lock.json');
    expect(alreadyInstalled(lock, read('node_modules/.package-lock.json'))).toBe(true);
  });

  it('notices a missing package and one of another version, but not a missing optional one', () => {
    const lock = {
      packages: { '': {}, a: { version: '1.0.0' }, b: { version: '2.0.0', optional: true } },
    };
    expect(alreadyInstalled(lock, { packages: {} })).toBe(false);
    expect(alreadyInstalled(lock, { packages: { a: { version: '1.0.1' } } })).toBe(false);
    expect(alreadyInstalled(lock, { packages: { a: { version: '1.0.0' } } })).toBe(true);
  });
});

describe('packagesHere', () => {
  it('counts what npm itself would install on this platform', () => {
    const listed = execFileSync('npm', ['ls', '--all', '--parseable'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const installed = new Set(listed.trim().split('\n').slice(1));
    const expected = packagesHere(read('package-lock.json')).map((path) => join(root, path));
    const missing = [...installed].filter((path) => !expected.includes(path));
    expect(missing).toEqual([]);
    expect(expected.length).toBeLessThan(installed.size * 1.05);
  });

  it('leaves other platforms out', () => {
    const lock = {
      packages: {
        '': {},
        mac: { os: ['darwin'] },
        arm: { cpu: ['arm64'] },
        notWindows: { os: ['!win32'] },
        plain: {},
        musl: { libc: ['musl'] },
      },
    };
    expect(packagesHere(lock, 'linux', 'x64')).toEqual(['notWindows', 'plain']);
  });
});
