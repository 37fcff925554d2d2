import { oc } from '@orpc/contract';
import { errorData } from '../errors/index.ts';

/** Every procedure may fail with one typed error that carries our code and parameters. */
export const base = oc.errors({ PORTRAIT: { data: errorData } });
