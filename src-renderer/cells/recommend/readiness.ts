import type { InteractionsOutput } from '#shared/model/cells/interactions.ts';
import type { RecommenderChoice } from '#shared/model/cells/recommend.ts';
import { fitMemory } from '#shared/model/fit-memory.ts';
import { bytes, readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';

export type Remark = { tone: 'info' | 'warn'; text: string };

/** What is worth knowing before an algorithm is fitted on these interactions. */
export function readiness(choice: RecommenderChoice, data: InteractionsOutput): Remark[] {
  return [...missing(choice, data), ...size(choice, data)];
}

/** What the algorithm would use and the data does not have. */
function missing(choice: RecommenderChoice, data: InteractionsOutput): Remark[] {
  const warn = (text: string): Remark[] => [{ tone: 'warn', text }];
  const { user, item, terms } = data.features;
  if (choice.type === 'popular' && choice.bySegment && data.segments.length === 0)
    return warn(m.recommend_needs_segments());
  if (choice.type === 'content' && item + terms === 0) return warn(m.recommend_needs_content());
  if (choice.type === 'social' && data.friends === 0) return warn(m.recommend_needs_friends());
  if (choice.type === 'twoTower' && user + item + terms === 0)
    return [{ tone: 'info', text: m.recommend_without_features() }];
  return [];
}

function size(choice: RecommenderChoice, data: InteractionsOutput): Remark[] {
  const memory = fitMemory(choice, data);
  if (memory === null) return [];
  const words = { need: bytes(memory.bytes), items: readable(data.items) };
  if (memory.limit !== null && memory.bytes > memory.limit)
    return [
      { tone: 'warn', text: m.recommend_too_large({ ...words, limit: bytes(memory.limit) }) },
    ];
  return memory.bytes > 200e6 ? [{ tone: 'info', text: m.recommend_large(words) }] : [];
}
