import type * as OpenApi from './openapi.ts';

/**
 * What describes the service, taken in where somebody asks. The program of one file holds it packed (vite.serve.config.ts):
 * most never do.
 */
export const description = (): Promise<typeof OpenApi> => import('./openapi.ts');
