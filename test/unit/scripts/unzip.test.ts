import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listZip, unpackEntry } from '../../../scripts/setup/unzip.mjs';

// Wheels are written by Python's own zipfile, so it writes the test's file too.
const writeZip = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as archive:
    archive.writestr('deep/folder/text.txt', 'the same line again and again\\n' * 50000)
    archive.writestr('empty', '')
    stored = zipfile.ZipInfo('run')
    stored.external_attr = 0o755 << 16
    archive.writestr(stored, '#!/bin/sh\\n')
`;
let folder: string;
let zip: string;
const text = 'the same line again and again\n'.repeat(50_000);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portrait-zip-'));
  zip = join(folder, 'a.zip');
  execFileSync('python3', ['-c', writeZip, zip]);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('unzip', () => {
  async function entryNamed(name: string) {
    const entry = (await listZip(zip)).find((candidate) => candidate.name === name);
    if (!entry) throw new Error(`no entry ${name}`);
    return entry;
  }

  it('unpacks an entry byte for byte and reports every byte of it', async () => {
    const entry = await entryNamed('deep/folder/text.txt');
    let bytes = 0;
    const path = await unpackEntry(zip, entry, join(folder, 'out'), (count) => (bytes += count));
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(bytes).toBe(text.length);
  });

  it('unpacks empty files and keeps the right to execute', async () => {
    const entries = await listZip(zip);
    for (const entry of entries) await unpackEntry(zip, entry, join(folder, 'out'));
    expect(statSync(join(folder, 'out', 'empty')).size).toBe(0);
    expect(execFileSync(join(folder, 'out', 'run'), { encoding: 'utf8' })).toBe('');
  });

  it('refuses a file that was cut off', async () => {
    truncateSync(zip, statSync(zip).size - 30);
    await expect(listZip(zip)).rejects.toThrow('not a complete zip file');
  });

  it('refuses an entry whose bytes are damaged', async () => {
    const entry = await entryNamed('deep/folder/text.txt');
    const bytes = readFileSync(zip);
    bytes.fill(0xff, entry.offset + 60, entry.offset + 200);
    writeFileSync(zip, bytes);
    await expect(unpackEntry(zip, entry, join(folder, 'out'))).rejects.toThrow();
  });

  it('refuses names that lead out of the folder', async () => {
    const entry = await entryNamed('deep/folder/text.txt');
    await expect(
      unpackEntry(zip, { ...entry, name: '../evil' }, join(folder, 'out')),
    ).rejects.toThrow('unsafe name');
  });
});
