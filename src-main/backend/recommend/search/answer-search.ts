import type { SearchAnswer, SearchCard, SearchOutput } from '#shared/model/cells/search.ts';
import { wordParts, type Matched } from '#shared/search/match-query.ts';
import { listParts, type SearchList } from '#shared/search/score-parts.ts';
import { nobody, type PersonParts } from './people.ts';
import { bestPlaces, type Searcher } from './searcher.ts';

export type SearchQuestion = {
  text: string;
  user: string | null;
  other: string | null;
  top: number;
};

/** The three lists of one query for one person, with the parts of every place. @throws engine_* */
export async function answerSearch(
  searcher: Searcher,
  output: Pick<SearchOutput, 'lists' | 'parts' | 'weights'>,
  { text, user, other, top }: SearchQuestion,
  now: () => number,
): Promise<SearchAnswer> {
  const { people } = searcher;
  const asked = [user, other].map((id) => people?.numberOf(id) ?? null);
  const known = asked.filter((number) => number !== null);
  const parts = known.length === 0 ? null : await people!.partsOf(known);
  const [own, others] = asked.map((number) =>
    number === null ? null : (parts?.get(number) ?? null),
  ) as [PersonParts | null, PersonParts | null];
  const started = now();
  const matched = searcher.match(text, true);
  const shown = new Set<number>();
  const lists = output.lists.map((list) => {
    const entries = entriesOf(searcher, output, { list, matched, own, others, top });
    for (const { item } of entries) shown.add(item);
    return { list, entries };
  });
  return {
    lists,
    cards: [...shown].map((item) => cardOf(searcher, matched, item)),
    found: matched.documents.length,
    words: matched.words.map(({ typed, read }) => ({
      typed,
      read: read.map(({ word }) => searcher.stored.index.words[word]!).slice(0, 5),
      how: read[0]?.how ?? null,
    })),
    knowsUser: own !== null,
    knowsOther: others !== null,
    milliseconds: now() - started,
  };
}

function entriesOf(
  searcher: Searcher,
  output: Pick<SearchOutput, 'parts' | 'weights'>,
  given: {
    list: SearchList;
    matched: Matched;
    own: PersonParts | null;
    others: PersonParts | null;
    top: number;
  },
): SearchAnswer['lists'][number]['entries'] {
  const { list, matched, own, others, top } = given;
  const parts = listParts(list, output.parts);
  const weights = output.weights[list]!;
  // The text alone is told as it is, not as a share of the best.
  const features =
    list === 'text' ? matched.scores : searcher.features(matched, parts, own ?? nobody);
  const scores = searcher.scores(features, parts, weights);
  const ranks = list === 'personal' && others !== null ? ranksFor(others) : null;
  return bestPlaces(scores, top).map((at) => {
    const values = Array.from(features.subarray(at * parts.length, (at + 1) * parts.length));
    return {
      ...{ item: matched.documents[at]!, score: scores[at]!, values },
      amounts: values.map((value, column) => value * weights[parts[column]!]),
      other: ranks === null ? null : ranks(at),
    };
  });

  function ranksFor(person: PersonParts): (at: number) => number {
    const made = searcher.scores(searcher.features(matched, parts, person), parts, weights);
    return (at) => {
      let rank = 1;
      for (let place = 0; place < made.length; place += 1)
        if (made[place]! > made[at]! || (made[place] === made[at] && place < at)) rank += 1;
      return rank;
    };
  }
}

function cardOf(searcher: Searcher, matched: Matched, item: number): SearchCard {
  const { ids, titles, categories, index } = searcher.stored;
  const words = wordParts(index, matched.words, item);
  const known = searcher.itemOf[item]!;
  return {
    ...{ item, id: ids[item]!, title: titles[item]!, category: categories?.[item] ?? null },
    users: known < 0 ? null : (searcher.people?.itemUsers[known] ?? null),
    ...{ words, bm25: words.reduce((sum, { amount }) => sum + amount, 0) },
  };
}
