import { describe, expect, it } from 'vitest';
import { encodeHdf5 } from '../../../../shared/model-files/hdf5.ts';

/** That HDF5 itself reads it, checksums included, is tried with Keras in test/peers. */
describe('An HDF5 file', () => {
  const group = new Map([
    [
      'layers',
      new Map([
        ['0', { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }],
        ['seed', { shape: [2], data: Uint32Array.of(5, 4_000_000_000) }],
      ]),
    ],
  ]);

  it('begins with its signature and ends where its superblock says', () => {
    const bytes = encodeHdf5(group);
    expect([...bytes.subarray(0, 9)]).toEqual([0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10, 2]);
    const view = new DataView(bytes.buffer);
    expect(Number(view.getBigUint64(28, true))).toBe(bytes.length);
  });

  it('holds each tensor as it is, at a multiple of 8, and is the same again', () => {
    const bytes = encodeHdf5(group);
    const tensor = Buffer.from(Float32Array.of(1, 2, 3, 4, 5, 6).buffer);
    const at = Buffer.from(bytes).indexOf(tensor);
    expect(at).toBeGreaterThan(0);
    expect(at % 8).toBe(0);
    expect(Buffer.from(encodeHdf5(group)).equals(Buffer.from(bytes))).toBe(true);
  });
});
