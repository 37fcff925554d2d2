import type { ErrorCode, ErrorParams } from '#shared/errors/codes.ts';
import { PortraitError } from '#shared/errors/portrait-error.ts';

type FaultCode = Extract<ErrorCode, `parquet_${string}` | 'file_parquet' | 'file_too_many_columns'>;

/** What is wrong with a Parquet file, before its name is known; `why` is for the log only. */
export class ParquetFault extends Error {
  readonly code: FaultCode;
  readonly params: ErrorParams;

  constructor(code: FaultCode, params: ErrorParams = {}, why = '') {
    super(`${code} ${why}`.trim());
    this.name = 'ParquetFault';
    this.code = code;
    this.params = params;
  }
}

/** Throws where a figure of the file contradicts another. */
export function contradiction(why: string): never {
  throw new ParquetFault('file_parquet', {}, why);
}

/**
 * Does work on a file; whatever goes wrong becomes an error about that file in the product's words: a fault as it
 * says, anything that a library throws as damage, at a column and row where `place` names them.
 */
export async function guarded<T>(
  file: string,
  work: () => Promise<T>,
  place?: () => { column: string; row: number },
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PortraitError) throw error;
    const fault = error instanceof ParquetFault ? error : undefined;
    if (fault !== undefined && fault.code !== 'file_parquet') {
      throw new PortraitError(
        fault.code,
        { file, ...place?.(), ...fault.params },
        { cause: error },
      );
    }
    const code = place === undefined ? 'file_parquet' : 'parquet_column_damaged';
    throw new PortraitError(code, { file, ...place?.() }, { cause: error });
  }
}
