import type * as Codec from './parquet-codec.ts';

/**
 * What reads and writes Parquet, taken in where a file asks for it. The program of one file holds it packed
 * (vite.serve.config.ts): it is more than all the rest, and most never call it.
 */
export const parquetLibrary = (): Promise<typeof Codec> => import('./parquet-codec.ts');
