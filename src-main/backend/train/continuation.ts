import type { CellId } from '#shared/model/ids.ts';
import type { Checkpoint } from '#shared/engine/tensors.ts';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import type { TrainSettings } from '#shared/model/net/train-settings.ts';
import { canonicalJson, sha256 } from '../lib/index.ts';
import type { RunStore, StoredRun } from '../storage/index.ts';

export type RunIdentity = {
  cell: CellId;
  /** Address of the features the run is trained on. */
  features: string;
  spec: ModelSpec;
  settings: TrainSettings;
  seed: number;
};

/** The earlier run and the checkpoint of it that a new one goes on from. */
export type Continuation = { run: StoredRun; checkpoint: Checkpoint };

/**
 * Digest of everything that decides how a run learns except how long it goes. With a schedule that depends on the
 * number of epochs that number is part of it, so such a run is never prolonged.
 */
export function lineageOf(identity: RunIdentity): string {
  const { epochs, device: _device, histograms: _histograms, ...learning } = identity.settings;
  const horizon = learning.schedule.type === 'cosine' ? epochs : null;
  const { cell, features, spec, seed } = identity;
  return sha256(canonicalJson({ cell, features, spec, learning, seed, horizon }));
}

/**
 * The furthest checkpoint a run may go on from and still come out bit-equal to an uninterrupted one.
 * Early-stopped and diverged runs are none: they end where they end, however many epochs are allowed.
 */
export function findContinuation(
  runs: RunStore,
  lineage: string,
  epochs: number,
): Continuation | undefined {
  let found: Continuation | undefined;
  for (const run of runs.ofLineage(lineage)) {
    const usable = run.end === 'finished' || run.end === 'stopped' || run.end === 'crashed';
    if (run.state !== 'ended' || !usable) continue;
    for (const kind of ['last', 'boundary'] as const) {
      const checkpoint = runs.checkpoint(run.id, kind);
      if (checkpoint === undefined || beyond(checkpoint, epochs)) continue;
      if (found && found.checkpoint.step >= checkpoint.step) continue;
      found = { run, checkpoint };
    }
  }
  return found;
}

function beyond(checkpoint: Checkpoint, epochs: number): boolean {
  return checkpoint.epoch > epochs || (checkpoint.epoch === epochs && checkpoint.stepInEpoch > 0);
}
