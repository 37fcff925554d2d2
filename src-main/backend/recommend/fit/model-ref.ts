import type { Address } from '#shared/model/ids.ts';
import { interactions } from '#shared/model/cells/interactions.ts';
import {
  recommend,
  type RecommendOutput,
  type RecommenderChoice,
} from '#shared/model/cells/recommend.ts';

/** A stored recommender with everything needed to load it: blobs of its data and state, and the parts of a hybrid. */
export type ModelRef = {
  /** Address of the result; the engine knows the model by it. */
  id: string;
  /** Blob of the prepared data. */
  data: string;
  algorithm: RecommenderChoice;
  /** Blob of the learnt state; null where the data alone is enough. */
  state: string | null;
  parts: { model: ModelRef; weight: number }[];
};

/**
 * Follows a recommender's result to the data and the parts it was made of. `look` gives the output stored at an
 * address and throws `not_found`.
 */
export function modelRef(id: string, look: (address: Address) => unknown): ModelRef {
  const output: RecommendOutput = recommend.output.parse(look(id));
  return {
    id,
    data: interactions.output.parse(look(output.interactions)).data,
    algorithm: output.algorithm,
    state: output.state,
    parts: output.parts.map(({ address, weight }) => ({
      model: modelRef(address, look),
      weight,
    })),
  };
}
