/** Reads and writes Parquet. */
export { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from 'hyparquet';
export { fileWriter, ParquetWriter } from 'hyparquet-writer';
export { compressors } from './compressors.ts';
