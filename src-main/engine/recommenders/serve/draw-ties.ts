import { createRandom } from '#shared/random/index.ts';

/**
 * Puts equal items of a list into an order drawn at random, those of the score at its end chosen among all items of that
 * score, so that means over many lists are those over every order. A list without ties stays as it is.
 */
export function drawTies(best: Int32Array, scores: Float32Array, seed: number): void {
  const last = best.length - 1;
  if (last < 0) return;
  const score = (at: number): number => scores[best[at]!]!;
  let tied = false;
  for (let at = 0; at < last && !tied; at++) tied = score(at) === score(at + 1);
  const bar = score(last);
  const atBar: number[] = [];
  for (let item = 0; item < scores.length; item++) if (scores[item] === bar) atBar.push(item);
  let first = last;
  while (first > 0 && score(first - 1) === bar) first -= 1;
  if (!tied && atBar.length === 1) return;
  const random = createRandom(seed);
  for (let from = 0; from < first;) {
    let to = from + 1;
    while (to < first && score(to) === score(from)) to += 1;
    for (let at = to - 1; at > from; at--) swap(best, at, from + random.below(at - from + 1));
    from = to;
  }
  for (let place = first; place <= last; place++) {
    const drawn = place - first + random.below(atBar.length - (place - first));
    best[place] = atBar[drawn]!;
    atBar[drawn] = atBar[place - first]!;
  }
}

function swap(list: Int32Array, one: number, other: number): void {
  const kept = list[one]!;
  list[one] = list[other]!;
  list[other] = kept;
}
