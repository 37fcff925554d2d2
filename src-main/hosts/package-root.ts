import { fileURLToPath } from 'node:url';

/** Folder with package.json and samples/: two folders up, from the sources and from `dist` alike. */
export const packageRoot = fileURLToPath(new URL('../../', import.meta.url));
