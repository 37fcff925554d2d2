import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Compiles the stand-in for a dead mount; the library to preload, or null where there is no compiler (or no Linux). */
export function compileHungMount(target: string): string | null {
  if (process.platform !== 'linux') return null;
  const source = fileURLToPath(new URL('hung.c', import.meta.url));
  const { status } = spawnSync('cc', ['-shared', '-fPIC', '-o', target, source, '-ldl']);
  return status === 0 ? target : null;
}
