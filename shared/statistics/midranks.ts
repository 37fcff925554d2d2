import { distinctValues, lastAtMost } from './distinct.ts';

/** Ranks from 1 in ascending order; equal values share the mean of theirs. `values` holds no NaN. */
export function midranks(values: Float64Array): Float64Array {
  const distinct = distinctValues(values);
  const places = Uint32Array.from(values, (value) => lastAtMost(distinct, value));
  const counts = new Uint32Array(distinct.length);
  for (const place of places) counts[place]! += 1;
  let below = 0;
  const ranks = Float64Array.from(counts, (count) => {
    below += count;
    return below - (count - 1) / 2;
  });
  return Float64Array.from(places, (place) => ranks[place]!);
}
