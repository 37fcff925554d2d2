import { describe, expect, it } from 'vitest';
import {
  NEEDED_HEADERS,
  engineTarget,
  nvidiaPresent,
} from '../../../scripts/setup/engine-variant.mjs';
import { userCacheDir } from '../../../scripts/setup/paths.mjs';

describe('engineTarget', () => {
  it('takes the CUDA build where an NVIDIA driver is, and only where there is one to take', () => {
    expect(engineTarget(false, 'linux', 'x64')).toMatchObject({
      variant: 'cpu',
      requirement: 'tensorflow-cpu==2.21.0',
    });
    expect(engineTarget(true, 'linux', 'x64')).toMatchObject({
      variant: 'cuda',
      requirement: 'tensorflow==2.21.0',
    });
    expect(engineTarget(true, 'linux', 'arm64')).toMatchObject({ variant: 'cpu' });
  });

  it('knows that Windows wheels carry no C library', () => {
    expect(engineTarget(false, 'win32', 'x64')).toBeUndefined();
  });
});

describe('nvidiaPresent', () => {
  it('follows the hand-made choice before it looks', () => {
    expect(nvidiaPresent({ PORTRAIT_ENGINE: 'cuda' })).toBe(true);
    expect(nvidiaPresent({ PORTRAIT_ENGINE: 'cpu' })).toBe(false);
  });
});

describe('NEEDED_HEADERS', () => {
  it('takes the C API and leaves the thousands of others', () => {
    expect(NEEDED_HEADERS.test('tensorflow/include/tensorflow/c/eager/c_api.h')).toBe(true);
    expect(NEEDED_HEADERS.test('tensorflow/include/xla/tsl/c/tsl_status.h')).toBe(true);
    expect(NEEDED_HEADERS.test('tensorflow/include/Eigen/Core')).toBe(false);
  });
});

describe('userCacheDir', () => {
  it('follows each platform’s habit', () => {
    expect(userCacheDir({}, 'linux', '/h')).toBe('/h/.cache/portrait');
    expect(userCacheDir({ XDG_CACHE_HOME: '/x' }, 'linux', '/h')).toBe('/x/portrait');
    expect(userCacheDir({}, 'darwin', '/h')).toBe('/h/Library/Caches/portrait');
    expect(userCacheDir({ PORTRAIT_CACHE: '/c' }, 'linux', '/h')).toBe('/c');
  });
});
