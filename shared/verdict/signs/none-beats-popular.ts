import { fitMemory } from '../../estimates/fit-memory.ts';
import { algorithm, worthTrying } from '../../recommenders/index.ts';
import type { CompareEvidence } from '../evidence.ts';
import { bestOf, metricOf, ratioToPopular } from '../compared.ts';
import type { Action, Verdict } from '../verdict.ts';

/** Chance of a difference as large by luck alone, over all pairs (Holm). */
const level = 0.05;

/** No recommender is ahead of the most popular list beyond chance, by NDCG at the main k. */
export function noneBeatsPopular(evidence: CompareEvidence): Verdict<'none_beats_popular'> | null {
  const { output } = evidence;
  const k = output.protocol.mainK;
  const popular = output.recommenders.findIndex(({ algorithm }) => algorithm.type === 'popular');
  const best = bestOf(output);
  if (popular < 0 || best === null) return null;
  const others = output.recommenders.flatMap(({ algorithm }, index) =>
    algorithm.type === 'popular' ? [] : [index],
  );
  if (others.some((index) => ahead(evidence, index, popular))) return null;
  const algorithmType = output.recommenders[best]!.algorithm.type;
  const ratio = ratioToPopular(output, best);
  const values = { algorithm: algorithmType, k, ratio };
  return { id: 'none_beats_popular', tone: 'warn', values, actions: proposal(evidence) };
}

function ahead({ output }: CompareEvidence, index: number, popular: number): boolean {
  const k = output.protocol.mainK;
  const pair = output.pairs.find(
    (one) =>
      one.k === k &&
      ((one.a === index && one.b === popular) || (one.b === index && one.a === popular)),
  );
  const found = pair?.metrics.ndcg;
  if (pair && found && output.protocol.flips > 0) {
    const difference = (found.value ?? 0) * (pair.a === index ? 1 : -1);
    return difference > 0 && found.adjusted <= level;
  }
  return metricOf(output, index) > metricOf(output, popular);
}

/** An algorithm that was not compared yet and fits into memory, or else a search of the settings of the best one. */
function proposal({ output, data }: CompareEvidence): Action[] {
  const interactions = { interactions: { kind: 'interactions' } };
  const tried = new Set<string>(output.recommenders.map(({ algorithm }) => algorithm.type));
  const size = data ?? { users: 0, items: 0 };
  const next = worthTrying
    .map((type) => algorithm.parse({ type }))
    .find((choice) => {
      const memory = fitMemory(choice, size);
      return !tried.has(choice.type) && !(memory?.limit && memory.bytes > memory.limit);
    });
  if (next)
    return [
      {
        id: 'try_algorithm',
        add: {
          kind: 'recommend',
          settings: { algorithm: next },
          inputs: interactions,
          feeds: 'recommenders',
        },
        run: 'added',
      },
    ];
  return [
    {
      id: 'tune',
      add: { kind: 'tune', settings: {}, inputs: interactions, feeds: 'recommenders' },
    },
  ];
}
