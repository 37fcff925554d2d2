import type { RecommendData } from '#shared/engine/recommend.ts';
import type { TuneOutput } from '#shared/model/cells/tune.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { Random } from '#shared/random/index.ts';
import { holdOut, type TestPart } from '../compare/index.ts';
import type { Prepared } from '../interactions/index.ts';

export type Validation = {
  learn: RecommendData;
  test: TestPart;
  about: TuneOutput['validation'];
};

/**
 * Cuts a validation part from the learnt pairs: those that first happened after one moment, so that about `share` of the
 * pairs do (as new as the test part’s pairs are), where times are known; else as many at random. What is held out for the test is not looked at.
 * @throws tune_no_validation
 */
export function cutValidation(prepared: Prepared, share: number, random: Random): Validation {
  const { learn, pairFirst, timed } = prepared;
  const pairs = learn.interactions.index.length;
  const sorted = pairFirst.slice().sort();
  const cut = timed ? (sorted[Math.floor((1 - share) * (pairs - 1))] ?? null) : null;
  const held = Uint8Array.from({ length: pairs }, (_, at) => {
    const later = cut === null ? random.next() < share : pairFirst[at]! > cut;
    return later ? 1 : 0;
  });
  // A pair that happened again after the cut is learnt from as it stood before.
  const times =
    cut === null
      ? learn.times
      : learn.times?.map((time, at) => (time > cut ? pairFirst[at]! : time));
  const parts = holdOut({ ...learn, ...(times && { times }) }, held);
  if (parts.test.users.length === 0) throw new PortraitError('tune_no_validation', { pairs });
  return {
    ...parts,
    about: {
      split: cut === null ? 'random' : 'time',
      cut: cut === null ? null : new Date(cut).toISOString(),
      users: parts.test.users.length,
      pairs: parts.test.relevant.index.length,
    },
  };
}
