import type { CompareEvidence } from '../evidence.ts';
import { bestOf } from '../compared.ts';
import type { Verdict } from '../verdict.ts';

/** From a quarter on, what people buy again is a large part of what they buy. */
const much = 0.25;

/** Share of what was held out that repeats what was learnt: not tested, since lists leave it out. */
export function repeatsHeldOut({
  output,
  data,
}: CompareEvidence): Verdict<'repeats_held_out'> | null {
  if (data === null || data.repeats === 0) return null;
  const share = data.repeats / (data.repeats + data.pairs.test);
  if (share < much) return null;
  const at = bestOf(output);
  return {
    id: 'repeats_held_out',
    tone: 'info',
    values: { share },
    actions:
      at === null || output.recommenders[at]!.baseline
        ? []
        : [
            {
              id: 'allow_repeats',
              add: {
                kind: 'batch',
                settings: { rules: { alreadyHad: false } },
                inputs: { recommender: { slot: 'recommenders', at } },
              },
            },
          ],
  };
}
