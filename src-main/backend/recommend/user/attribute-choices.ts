import type { AttributeChoice } from '#shared/model/cells/user.ts';
import type { Prepared } from '../interactions/index.ts';

const mostValues = 60;

/** The attributes a change of which can be tried: those that become features or tell the segment. */
export function attributeChoices(prepared: Prepared): AttributeChoice[] {
  const used = new Set(prepared.userEncoding.map(({ column }) => column));
  return prepared.attributes.flatMap(({ name, values }): AttributeChoice[] => {
    const segment = name === prepared.segmentColumn;
    if (!segment && !used.has(name)) return [];
    const counts = new Map<string, number>();
    let low = Infinity;
    let high = -Infinity;
    let numeric = true;
    for (const value of values) {
      if (value === null) continue;
      if (typeof value !== 'number') numeric = false;
      else {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      if (counts.size <= 2 * mostValues || counts.has(String(value)))
        counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
    }
    if (numeric && low < high) return [{ name, values: null, low, high, segment }];
    const frequent = [...counts].sort((a, b) => b[1] - a[1]).slice(0, mostValues);
    return [{ name, values: frequent.map(([value]) => value), low: null, high: null, segment }];
  });
}
