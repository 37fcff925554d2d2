import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashInputs, readStamp, writeStamp } from '../../../scripts/setup/stamp.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portrait-stamp-'));
  mkdirSync(join(folder, 'src', 'node_modules'), { recursive: true });
  writeFileSync(join(folder, 'src', 'a.ts'), 'a');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('hashInputs', () => {
  const hash = () => hashInputs(['src', 'config.ts'], folder);

  it('stays the same while nothing changes', () => {
    expect(hash()).toBe(hash());
  });

  it.each([
    ['a file is added', () => writeFileSync(join(folder, 'src', 'b.ts'), '')],
    ['a file grows', () => writeFileSync(join(folder, 'src', 'a.ts'), 'aa')],
    ['a file changes', () => writeFileSync(join(folder, 'src', 'a.ts'), 'b')],
    [
      'a file is renamed',
      () => renameSync(join(folder, 'src', 'a.ts'), join(folder, 'src', 'b.ts')),
    ],
    ['a file goes away', () => rmSync(join(folder, 'src', 'a.ts'))],
    ['a named file that was missing appears', () => writeFileSync(join(folder, 'config.ts'), '')],
  ])('changes when %s', (_what, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });

  it('does not mind when a file is only touched, as a new checkout does', () => {
    const before = hash();
    utimesSync(join(folder, 'src', 'a.ts'), 1, 1);
    expect(hash()).toBe(before);
  });

  it('does not see what a build writes beside its sources', () => {
    const project = join(folder, 'src', 'i18n', 'project.inlang');
    mkdirSync(join(folder, 'src', 'i18n', 'paraglide'), { recursive: true });
    mkdirSync(project);
    const before = hash();
    writeFileSync(join(folder, 'src', 'i18n', 'paraglide', 'messages.js'), '');
    writeFileSync(join(project, 'README.md'), '');
    expect(hash()).toBe(before);
    writeFileSync(join(project, 'settings.json'), '{}');
    expect(hash()).toBe(before);
  });

  it('does not look into node_modules', () => {
    const before = hash();
    writeFileSync(join(folder, 'src', 'node_modules', 'x'), 'x');
    expect(hash()).toBe(before);
  });
});

describe('writeStamp', () => {
  it('is read back, and unknown steps have none', () => {
    writeStamp('step', 'value', folder);
    expect(readStamp('step', folder)).toBe('value');
    expect(readStamp('other', folder)).toBeUndefined();
  });
});
