import type { Prepared } from '../recommend/index.ts';
import { applyRule, ruleNumber } from '../recommend/index.ts';
import { blockOf, type Block } from './block.ts';

/** Declared attributes as recommenders see them: numbers as they are, categories one dimension a value. */
export function attributesBlock(prepared: Prepared): Block {
  const columns = new Map(prepared.attributes.map(({ name, values }) => [name, values]));
  return blockOf(
    'attributes',
    prepared.learn.users,
    (user) => user,
    prepared.userEncoding.map((rule) => {
      const values = columns.get(rule.column) ?? [];
      return {
        label: {
          type: 'attribute',
          column: rule.column,
          value: rule.kind === 'number' ? null : rule.value,
        },
        value: (user: number) => {
          const value = values[user] ?? null;
          if (value === null) return Number.NaN;
          if (rule.kind !== 'number') return applyRule(rule, value);
          const number = ruleNumber(rule, value) ?? Number(value);
          return Number.isFinite(number) ? number : Number.NaN;
        },
      };
    }),
  );
}
