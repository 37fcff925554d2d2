import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { Compressors } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

/** The longest page that is unpacked; writers make pages of about a megabyte. */
export const mostPageBytes = 512 * 2 ** 20;

type Unpack = (input: Uint8Array, options: { maxOutputLength: number }) => Buffer;

/** Unpacks with the platform's own code, which ends at the announced length whatever the input says. */
function bounded(unpack: Unpack): (input: Uint8Array, length: number) => Uint8Array {
  return (input, length) =>
    length === 0 ? new Uint8Array(0) : unpack(input, { maxOutputLength: length });
}

export const codecs: Compressors = {
  ...compressors,
  GZIP: bounded(gunzipSync),
  ZSTD: bounded(zstdDecompressSync),
  BROTLI: bounded(brotliDecompressSync),
};
