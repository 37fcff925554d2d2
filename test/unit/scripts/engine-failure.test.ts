import { describe, expect, it } from 'vitest';
import { failureLine } from '../../../scripts/setup/engine.mjs';

describe('what set-up says where an engine could not be set up', () => {
  const next = 'Free 2 GB, then run npm run build.';

  it('names the CPU build that follows a failed CUDA build, and not WebAssembly', () => {
    const said = failureLine('The disk is full', next, 'cuda');
    expect(said).toBe(
      'The disk is full. Set-up goes on with the CPU build. For the GPU: Free 2 GB, then run npm run build.',
    );
    expect(said).not.toContain('WebAssembly');
  });

  it('names WebAssembly where no native build is left to try', () => {
    expect(failureLine('The disk is full', next, 'cpu')).toBe(
      'The disk is full. Portrait runs on WebAssembly instead. Free 2 GB, then run npm run build.',
    );
  });
});
