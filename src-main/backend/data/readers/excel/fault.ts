import { PortraitError } from '#shared/errors/portrait-error.ts';
import { TypeContradiction } from '../../import/type-contradiction.ts';

/** Throws where a workbook contradicts itself; `why` is for the log only. */
export function damaged(why: string): never {
  throw new Error(why);
}

/** Does work on a workbook: what contradicts itself, or a library throws, becomes file_excel. */
export async function guarded<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PortraitError || error instanceof TypeContradiction) throw error;
    throw new PortraitError('file_excel', { file }, { cause: error });
  }
}
