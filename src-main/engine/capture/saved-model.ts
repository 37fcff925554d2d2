import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NativeBinding } from '../runtime/runtime.ts';
import { encodeSavedModel, type GraphDef } from '#shared/model-files/tensorflow-graph.ts';

/** Loads a graph into a session of its own; the file it passes through is gone when this returns. */
export function loadGraph(binding: NativeBinding, graph: GraphDef): number {
  const folder = mkdtempSync(join(tmpdir(), 'portrait-graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), encodeSavedModel(graph));
    return binding.loadSavedModel(folder, 'serve');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
