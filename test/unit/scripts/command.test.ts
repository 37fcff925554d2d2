import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProgram, runCommand } from '../../../scripts/setup/command.mjs';

describe('runCommand', () => {
  it('collects output and status, line by line', async () => {
    const lines: string[] = [];
    const code = 'console.log("one\\ntwo"); console.error("three"); process.exit(3)';
    const result = await runCommand(process.execPath, ['-e', code], {
      onLine: (line: string) => lines.push(line),
    });
    expect(result.code).toBe(3);
    expect(lines.sort()).toEqual(['one', 'three', 'two']);
  });

  it('reports a program that is not there instead of throwing', async () => {
    const { code, output } = await runCommand('/nowhere/at-all', []);
    expect(code).toBe(-1);
    expect(output).toContain('ENOENT');
  });

  it('ends a program when told to', async () => {
    const abort = new AbortController();
    const running = runCommand(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'], {
      signal: abort.signal,
    });
    abort.abort();
    expect((await running).code).toBe(-1);
  });
});

describe('findProgram', () => {
  it('takes the first name found and skips what cannot be executed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'portrait-path-'));
    writeFileSync(join(folder, 'first'), '', { mode: 0o644 });
    writeFileSync(join(folder, 'second'), '', { mode: 0o755 });
    expect(findProgram(['first', 'second'], { PATH: folder })).toBe(join(folder, 'second'));
    expect(findProgram(['third'], { PATH: folder })).toBeUndefined();
    rmSync(folder, { recursive: true });
  });
});
