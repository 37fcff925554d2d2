import { z } from 'zod';
import { binEntry, cell, type BinEntry, type Notebook } from './notebook.ts';

/** What is saved and undone: the document and its bin. */
export type NotebookContent = { document: Notebook; bin: BinEntry[] };

/** Ids that stand from place `at` on instead of the next `remove` ones. */
const splice = z.object({
  at: z.number().int().min(0),
  remove: z.number().int().min(0),
  insert: z.array(z.string()),
});
type Splice = z.infer<typeof splice>;

/** What brings one content to the next. Absent parts stay; `cells` and `bin` hold what changed and what is new. */
export const contentPatch = z.object({
  title: z.string().optional(),
  seed: z.number().optional(),
  order: splice.optional(),
  cells: z.array(cell),
  binOrder: splice.optional(),
  bin: z.array(binEntry),
});
export type ContentPatch = z.infer<typeof contentPatch>;

/** The content after a patch made for it; what the patch leaves alone keeps its identity. */
export function applyPatch(content: NotebookContent, patch: ContentPatch): NotebookContent {
  const { document } = content;
  return {
    document: {
      ...document,
      title: patch.title ?? document.title,
      seed: patch.seed ?? document.seed,
      cells: patched(document.cells, patch.cells, patch.order, ({ id }) => id),
    },
    bin: patched(content.bin, patch.bin, patch.binOrder, (entry) => entry.cell.id),
  };
}

function patched<T>(
  items: T[],
  changed: readonly T[],
  order: Splice | undefined,
  id: (item: T) => string,
): T[] {
  if (changed.length === 0 && order === undefined) return items;
  const now = new Map(changed.map((item) => [id(item), item]));
  const current = items.map((item) => now.get(id(item)) ?? item);
  if (order === undefined) return current;
  const { at, remove, insert } = order;
  const moved = new Map(current.slice(at, at + remove).map((item) => [id(item), item]));
  const inserted = insert.flatMap((key) => now.get(key) ?? moved.get(key) ?? []);
  return [...current.slice(0, at), ...inserted, ...current.slice(at + remove)];
}
