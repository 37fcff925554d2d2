import { describe, expect, it } from 'vitest';
import { bytesOf, CudaMemory } from '../../../../src-main/engine/runtime/cuda-memory.ts';

describe('Memory held on NVIDIA GPUs', () => {
  it('is the sum over GPUs of what the driver tells for this process', () => {
    const answer = '812, 340\n4711, 512\n4711, 128\n';
    expect(bytesOf(4711, answer)).toBe(640 * 2 ** 20);
    expect(bytesOf(812, answer)).toBe(340 * 2 ** 20);
  });

  it('is unknown where the process is not named or the driver does not tell', () => {
    expect(bytesOf(1, '812, 340\n')).toBeNull();
    expect(bytesOf(812, '812, [N/A]\n')).toBeNull();
    expect(bytesOf(812, '')).toBeNull();
  });

  it('is asked for in the background, and again once the answer is old', async () => {
    let asked = 0;
    let now = 0;
    const ask = async () => `7, ${++asked * 100}\n`;
    const memory = new CudaMemory(ask, 7, () => now);
    expect(memory.bytes()).toBeNull();
    await expect.poll(() => memory.bytes()).toBe(100 * 2 ** 20);
    expect(asked).toBe(1);
    now = 6000;
    expect(memory.bytes()).toBe(100 * 2 ** 20);
    await expect.poll(() => memory.bytes()).toBe(200 * 2 ** 20);
  });

  it('is unknown where there is no such tool', async () => {
    const memory = new CudaMemory(
      () => Promise.reject(new Error('ENOENT')),
      7,
      () => 0,
    );
    memory.bytes();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(memory.bytes()).toBeNull();
  });
});
