import { cellKinds } from '#shared/model/cells/index.ts';
import type { CellView } from './cell-view.ts';

// Every folder beside this file that exports a view is a kind: adding one touches nothing else.
const modules = import.meta.glob<{ view: CellView }>('./*/index.ts', { eager: true });

const views = new Map(
  Object.values(modules).map(({ view }) => [view.definition.kind, view] as const),
);

/** The screen of a kind, or undefined for one this version cannot show. */
export function cellView(kind: string): CellView | undefined {
  return views.get(kind);
}

/** Every kind that has a screen, in the order the “add cell” menu shows them. */
export const cellViews: readonly CellView[] = cellKinds.flatMap(
  ({ kind }) => views.get(kind) ?? [],
);
