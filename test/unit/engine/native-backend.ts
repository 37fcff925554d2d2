import { startNative } from '../../../src-main/engine/runtime/native.ts';
import type { NativeBackend } from '../../../src-main/engine/runtime/runtime.ts';

/** The native runtime of this test process, or null where its shared library is not set up. */
export async function nativeBackend(): Promise<NativeBackend | null> {
  try {
    return (await startNative()).native;
  } catch (thrown) {
    console.warn(`skipped, no native runtime: ${String(thrown).split('\n')[0]}`);
    return null;
  }
}
