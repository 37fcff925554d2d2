import type { ValueKind } from './table.ts';

/** A column's kind alone, as another column or a copy takes it on. */
export function kindOf({ type, words }: ValueKind): ValueKind {
  return type === 'boolean' && words !== undefined ? { type, words } : { type };
}
