import type { Random } from '#shared/random/index.ts';
import { fitConditionalLogit, type Choice } from '#shared/search/conditional-logit.ts';
import {
  listParts,
  usualWeights,
  type PartWeights,
  type SearchList,
  type SearchPart,
} from '#shared/search/score-parts.ts';
import { eachChoice, type LoggedChoice } from './logged-choices.ts';
import type { LoggedSearch } from './query-log.ts';
import type { Searcher } from './searcher.ts';

const noWeights: PartWeights = { text: 0, popularity: 0, taste: 0, category: 0, recency: 0 };
/** Fewer choices than this teach nothing. */
const fewest = 30;
/** Of what a search finds, so many are held against what was taken. */
const mostAlternatives = 200;

/**
 * Weights of the lists, none below 0: a part that would count against an item is left out and the others learned anew.
 * Null where the log has too few choices. @throws cancelled, engine_*
 */
export async function teachWeights(
  searcher: Searcher,
  searches: readonly LoggedSearch[],
  told: readonly SearchPart[],
  options: { random: Random; signal: AbortSignal; told(done: number): void },
): Promise<Record<'popular' | 'personal', PartWeights> | null> {
  const parts = listParts('personal', told);
  const choices: Choice[] = [];
  const take = (choice: LoggedChoice): void => {
    if (choice.taken.length > 0 && choice.matched.documents.length > 1)
      choices.push(sampled(choice, parts.length, options.random));
  };
  await eachChoice(searcher, searches, parts, take, options);
  if (choices.length < fewest) return null;
  const learned = (own: readonly SearchPart[]): PartWeights => {
    const columns = own.map((part) => parts.indexOf(part));
    const { weights } = fitConditionalLogit(
      choices.map((choice) => ({ ...choice, features: columnsOf(choice, parts.length, columns) })),
      own.length,
    );
    const helpful = own.filter((_, at) => weights[at]! > 0);
    if (helpful.length < own.length) return learned(helpful);
    return { ...noWeights, ...Object.fromEntries(own.map((part, at) => [part, weights[at]!])) };
  };
  return {
    popular: learned(listParts('popular', told)),
    personal: learned(listParts('personal', told)),
  };
}

/** Weights of every list: those given, else those learned, else the usual ones. */
export function weightsOf(
  lists: readonly SearchList[],
  given: PartWeights | null,
  learned: Record<'popular' | 'personal', PartWeights> | null,
): Partial<Record<SearchList, PartWeights>> {
  const one = (list: SearchList): PartWeights =>
    given ?? (list === 'text' ? null : learned?.[list]) ?? usualWeights;
  return Object.fromEntries(
    lists.map((list) => [list, list === 'text' ? { ...noWeights, text: 1 } : one(list)]),
  );
}

/** What was taken, and others drawn from what was found. */
function sampled(
  { matched, features, taken }: LoggedChoice,
  width: number,
  random: Random,
): Choice {
  const all = matched.documents.length;
  if (all <= mostAlternatives) return { features, chosen: taken };
  const rows = [...taken];
  const had = new Set(taken);
  while (rows.length < mostAlternatives) {
    const other = random.below(all);
    if (had.has(other)) continue;
    had.add(other);
    rows.push(other);
  }
  const some = new Float64Array(rows.length * width);
  rows.forEach((row, at) =>
    some.set(features.subarray(row * width, (row + 1) * width), at * width),
  );
  return { features: some, chosen: taken.map((_, at) => at) };
}

function columnsOf({ features }: Choice, width: number, columns: readonly number[]): Float64Array {
  const rows = features.length / width;
  const made = new Float64Array(rows * columns.length);
  for (let row = 0; row < rows; row += 1)
    for (const [at, column] of columns.entries())
      made[row * columns.length + at] = features[row * width + column]!;
  return made;
}
