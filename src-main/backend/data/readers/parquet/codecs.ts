import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { CompressionCodec, Compressors } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { ParquetFault } from './fault.ts';

type Unpack = (input: Uint8Array, options: { maxOutputLength: number }) => Buffer;

/** Unpacks with the platform's own code, which ends at the announced length whatever the input says. */
function bounded(unpack: Unpack): (input: Uint8Array, length: number) => Uint8Array {
  return (input, length) => unpack(input, { maxOutputLength: length });
}

const codecs: Compressors = {
  ...compressors,
  GZIP: bounded(gunzipSync),
  ZSTD: bounded(zstdDecompressSync),
  BROTLI: bounded(brotliDecompressSync),
};

/** The bytes of a packed page, exactly `length` of them. Throws parquet_unsupported for a codec nobody reads. */
export function unpack(packed: Uint8Array, length: number, codec: CompressionCodec): Uint8Array {
  // A page without values may be packed to nothing, which is not what packing nothing gives.
  if (length === 0) return new Uint8Array(0);
  if (codec !== 'UNCOMPRESSED' && codec !== 'SNAPPY' && codecs[codec] === undefined) {
    throw new ParquetFault('parquet_unsupported', { feature: codec });
  }
  return decompressPage(packed, length, codec, codecs);
}
