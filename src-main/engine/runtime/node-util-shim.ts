import { createRequire } from 'node:module';

/** tfjs-node still calls two functions that Node 23 removed from `node:util`; call before it loads. */
export function restoreNodeUtil(): void {
  const util: Record<string, unknown> = createRequire(import.meta.url)('node:util');
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
