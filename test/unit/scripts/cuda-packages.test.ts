import { expect, it } from 'vitest';
import { CUDA_PACKAGES } from '../../../scripts/setup/cuda-packages.mjs';

/** `Requires-Dist` of tensorflow 2.21.0 for its extra "and-cuda": from, and below. */
const published: Record<string, [string, string]> = {
  'nvidia-cublas-cu12': ['12.5.3.2', '13.0'],
  'nvidia-cuda-cupti-cu12': ['12.5.82', '13.0'],
  'nvidia-cuda-nvcc-cu12': ['12.5.82', '13.0'],
  'nvidia-cuda-nvrtc-cu12': ['12.5.82', '13.0'],
  'nvidia-cuda-runtime-cu12': ['12.5.82', '13.0'],
  'nvidia-cudnn-cu12': ['9.3.0.75', '10.0'],
  'nvidia-cufft-cu12': ['11.2.3.61', '12.0'],
  'nvidia-curand-cu12': ['10.3.6.82', '11.0'],
  'nvidia-cusolver-cu12': ['11.6.3.83', '12.0'],
  'nvidia-cusparse-cu12': ['12.5.1.3', '13.0'],
  'nvidia-nccl-cu12': ['2.27.7', '3.0'],
  'nvidia-nvjitlink-cu12': ['12.5.82', '13.0'],
};

function isBefore(version: string, other: string): boolean {
  return version.localeCompare(other, 'en', { numeric: true }) < 0;
}

it('pins every NVIDIA package TensorFlow asks for, in a version it takes, by its hash', () => {
  const pinned = CUDA_PACKAGES.map(({ requirement }) => requirement.split('=='));
  expect(pinned.map(([name]) => name)).toEqual(Object.keys(published));
  for (const [name, version] of pinned) {
    const [from, below] = published[name!]!;
    expect(isBefore(version!, from)).toBe(false);
    expect(isBefore(version!, below)).toBe(true);
  }
  const hashes = CUDA_PACKAGES.map(({ sha256 }) => sha256);
  expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
  expect(new Set(hashes).size).toBe(hashes.length);
});
