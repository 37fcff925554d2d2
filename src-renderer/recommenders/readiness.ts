import type { InteractionsOutput } from '#shared/model/cells/interactions.ts';
import type { RecommenderChoice } from '#shared/model/cells/recommend.ts';
import { fitMemory } from '#shared/estimates/fit-memory.ts';
import type { Need } from '#shared/recommenders/descriptor.ts';
import { descriptorOf, smallerThan, type AlgorithmType } from '#shared/recommenders/index.ts';
import { bytes, percent, readable } from '../format/number.ts';
import { m } from '../i18n/paraglide/messages.js';
import { typeName } from './names.ts';

export type Remark = {
  tone: 'info' | 'warn';
  text: string;
  /** What would do instead. */
  instead?: AlgorithmType;
};

/** What is worth knowing before an algorithm is fitted on these interactions. */
export function readiness(choice: RecommenderChoice, data: InteractionsOutput): Remark[] {
  return [...missing(choice, data), ...size(choice, data)];
}

/** For each thing to learn from: whether the data lacks it, and what is then said. */
const needs: Record<Need, { absent(data: InteractionsOutput): boolean } & RemarkOf> = {
  segments: {
    absent: ({ segments }) => segments.length === 0,
    ...{ tone: 'warn', text: m.recommend_needs_segments },
  },
  content: {
    absent: ({ features: { item, terms } }) => item + terms === 0,
    ...{ tone: 'warn', text: m.recommend_needs_content },
  },
  friends: {
    absent: ({ friends }) => friends === 0,
    ...{ tone: 'warn', text: m.recommend_needs_friends },
  },
  features: {
    absent: ({ features: { user, item, terms } }) => user + item + terms === 0,
    ...{ tone: 'info', text: m.recommend_without_features },
  },
  order: {
    absent: ({ timed }) => !timed,
    ...{ tone: 'warn', text: m.recommend_needs_order },
  },
};
type RemarkOf = { tone: Remark['tone']; text: () => string };

/** What the algorithm would use and the data does not have. */
function missing(choice: RecommenderChoice, data: InteractionsOutput): Remark[] {
  const need = choice.type === 'hybrid' ? null : descriptorOf(choice.type).needs?.(choice);
  if (!need) return [];
  if (needs[need].absent(data)) return [{ tone: needs[need].tone, text: needs[need].text() }];
  return need === 'order' && data.tied > 0 ? [tied(data)] : [];
}

/** How much of an order of events is not known. */
function tied({ tied: pairs, pairs: { train } }: InteractionsOutput): Remark {
  return { tone: 'info', text: m.recommend_tied({ share: percent(pairs / train) }) };
}

function size(choice: RecommenderChoice, data: InteractionsOutput): Remark[] {
  if (choice.type === 'hybrid') return [];
  const memory = fitMemory(choice, data);
  if (memory === null) return [];
  const words = { need: bytes(memory.bytes), items: readable(data.items) };
  const instead = smallerThan(choice.type);
  if (memory.limit !== null && memory.bytes > memory.limit)
    return [
      {
        ...{ tone: 'warn', instead },
        text: m.recommend_too_large({
          ...words,
          instead: typeName(instead),
          limit: bytes(memory.limit),
        }),
      },
    ];
  return memory.bytes > 200e6 ? [{ tone: 'info', text: m.recommend_large(words) }] : [];
}
