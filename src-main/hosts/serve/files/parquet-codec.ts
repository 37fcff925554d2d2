/** Reads and writes Parquet. */
export { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from 'hyparquet';
export { fileWriter, ParquetWriter } from 'hyparquet-writer';
export { durationsOf } from '#shared/values/parquet/arrow-schema.ts';
export { compressors } from './compressors.ts';
export { parquetColumn } from './parquet-column.ts';
