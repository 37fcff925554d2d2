import { describe, expect, it } from 'vitest';
import { canInstall, nodePackage } from '../../../scripts/setup/node24.mjs';
import { npmError } from '../../../scripts/setup/npm.mjs';

describe('canInstall', () => {
  it.each(['20.19.0', '20.20.2', '22.12.0', '24.0.0', '26.1.0'])(
    'trusts npm on Node %s',
    (version) => {
      expect(canInstall(version)).toBe(true);
    },
  );
  it.each(['18.0.0', '18.20.8', '20.18.3', '21.7.3', '22.11.0'])(
    'fetches a newer Node first on Node %s',
    (version) => {
      expect(canInstall(version)).toBe(false);
    },
  );
});

describe('nodePackage', () => {
  it('names a package for every platform we build for', () => {
    for (const [platform, arch] of [
      ['linux', 'x64'],
      ['linux', 'arm64'],
      ['darwin', 'arm64'],
      ['darwin', 'x64'],
      ['win32', 'x64'],
    ] as const)
      expect(nodePackage(platform, arch)?.version, `${platform}-${arch}`).toMatch(/^24\./);
    expect(nodePackage('aix', 'ppc64')).toBeUndefined();
  });
});

describe('npmError', () => {
  it.each([
    ['npm error code ENOTFOUND', 'registry cannot be reached'],
    ['npm error code ENOSPC', 'disk is full'],
    ['npm error code EACCES', 'cannot be written to'],
    ['something else', 'could not be installed'],
  ])('puts %s into words', (output, words) => {
    const error = npmError(output);
    expect(error.message).toContain(words);
    expect(error.nextStep).toContain('npm start');
  });
});
