import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flipFuses, FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fuses } from '../../../scripts/packaging/fuses.cjs';

/** Electron marks its fuse wire with this text, then version, length and one character per fuse. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const wireOf = (states: string) =>
  Buffer.concat([
    Buffer.from('some code'),
    Buffer.from(sentinel),
    Buffer.from([1, states.length]),
    Buffer.from(states),
    Buffer.from('more code'),
  ]);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portrait-fuses-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('fuses', () => {
  it('shut what an installed app must not be talked into, whatever the binary came with', async () => {
    const binary = join(folder, 'electron');
    for (const delivered of ['111111111', '000000000']) {
      writeFileSync(binary, wireOf(delivered));
      await flipFuses(binary, fuses);
      const wire = await getCurrentFuseWire(binary);
      const { ENABLE, DISABLE } = FuseState;
      expect([
        wire[FuseV1Options.RunAsNode],
        wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
        wire[FuseV1Options.EnableNodeCliInspectArguments],
        wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
      ]).toEqual([DISABLE, DISABLE, DISABLE, DISABLE]);
      expect([
        wire[FuseV1Options.EnableCookieEncryption],
        wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
        wire[FuseV1Options.OnlyLoadAppFromAsar],
      ]).toEqual([ENABLE, ENABLE, ENABLE]);
    }
  });

  it('fail loudly on an Electron that has none', async () => {
    const binary = join(folder, 'electron');
    writeFileSync(binary, 'no wire in here');
    await expect(flipFuses(binary, fuses)).rejects.toThrow('sentinel');
  });
});
