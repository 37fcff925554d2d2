type Scored = { score: number | null; epochs?: number };

/**
 * Trials of a search, best first: those given more epochs, then the better score (the larger where `sign` is 1, else the
 * smaller), failed ones last, otherwise in the order they were made (`made`, from 0).
 */
export function rankTrials<T extends Scored>(
  trials: readonly T[],
  sign: 1 | -1 = 1,
): (T & { made: number })[] {
  const worth = ({ score }: Scored): number => (score === null ? -Infinity : sign * score);
  return trials
    .map((trial, made) => ({ ...trial, made }))
    .sort(
      (a, b) =>
        (b.epochs ?? 0) - (a.epochs ?? 0) || Math.sign(worth(b) - worth(a)) || a.made - b.made,
    );
}
