import { createRequire } from 'node:module';

/** tfjs-node still calls two functions that Node 23 removed from `node:util`; call before it loads. */
export function restoreNodeUtil(): void {
  const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>;
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
