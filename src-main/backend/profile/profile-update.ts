import type { Prepared } from '../recommend/index.ts';
import { behaviourMeasures } from './behaviour.ts';
import type { Measure } from './block.ts';
import { nearest } from './segments/clusters.ts';
import { alongAxis } from './embedding.ts';
import { standardise } from './fuse.ts';
import type { History } from './history.ts';
import type { StoredProfile } from './stored-profile.ts';

/** One user's vector after new events; matrices as in the stored profile, one row. */
export type UpdatedProfile = {
  /** NaN where missing. */
  raw: Float64Array;
  standardised: Float32Array;
  segment: number;
};

/**
 * Brings single profiles up to date: behaviour is measured anew on the longer history, learned taste taken from a
 * folded-in vector where there is one; attributes and friends stay. Means, weights and segments are those of the fit.
 */
export class ProfileUpdate {
  readonly #stored: StoredProfile;
  readonly #behaviour = new Map<string, Measure<History>>();

  constructor(prepared: Prepared, stored: StoredProfile) {
    this.#stored = stored;
    for (const measure of behaviourMeasures(prepared))
      this.#behaviour.set(JSON.stringify(measure.label), measure);
  }

  /** `user` is null for somebody new, whose attributes are missing. `vector` is null where nothing could be folded in. */
  of(user: number | null, history: History, vector: Float32Array | null): UpdatedProfile {
    const { labels, sources, scale, mean, deviation, centres } = this.#stored;
    const width = labels.length;
    const known =
      user === null ? null : this.#stored.raw.subarray(user * width, (user + 1) * width);
    const raw = Float64Array.from(labels, (label, d) => {
      if (sources[d] === 'behaviour')
        return this.#behaviour.get(JSON.stringify(label))?.value(history) ?? Number.NaN;
      if (label.type === 'taste' && vector !== null && this.#stored.axes?.width === vector.length)
        return alongAxis(vector, this.#stored.axes, label.number - 1);
      return known?.[d] ?? Number.NaN;
    });
    const standardised = Float32Array.from(raw, (value, d) =>
      Number.isNaN(value) ? 0 : standardise(value, mean[d]!, deviation[d]!),
    );
    const fused = standardised.map((value, d) => value * scale[d]!);
    return { raw, standardised, segment: nearest(fused, 0, centres) };
  }
}
