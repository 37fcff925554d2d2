import type { ExportTarget } from './target.ts';

/** Every target, in the order they are offered. */
export const exportTargets: readonly ExportTarget[] = [];
