import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { cell } from '#shared/model/notebook.ts';
import { storedJson, type BinEntry, type NotebookContent } from '../../storage/index.ts';

const binned = z.object({ cell, deletedAt: z.number() });
const both = <T extends z.ZodType>(side: T) => z.object({ before: side, after: side });

/** What differs between two contents, enough to go from either to the other. Absent parts are equal. */
const contentChange = z.object({
  title: both(z.string()).optional(),
  seed: both(z.number()).optional(),
  order: both(z.array(z.string())).optional(),
  /** Names of the batches of edits that made it, the newest last. */
  batches: z.array(z.string()).optional(),
  cells: z.array(both(cell.nullable())),
  binOrder: both(z.array(z.string())).optional(),
  bin: z.array(both(binned.nullable())),
});
export type ContentChange = z.infer<typeof contentChange>;

/** A change as it was stored. Throws `workspace_entry_damaged`. */
export function readChange(text: string): ContentChange {
  return storedJson(contentChange, text, 'a step of the undo history');
}

/** The change from one content to another, or undefined where they are equal. */
export function changeBetween(
  before: NotebookContent,
  after: NotebookContent,
): ContentChange | undefined {
  const [a, b] = [before.document, after.document];
  const order = { before: a.cells.map(({ id }) => id), after: b.cells.map(({ id }) => id) };
  const binOrder = { before: before.bin.map(binId), after: after.bin.map(binId) };
  const change: ContentChange = {
    cells: differing(a.cells, b.cells, ({ id }) => id),
    bin: differing(before.bin, after.bin, binId),
  };
  if (a.title !== b.title) change.title = { before: a.title, after: b.title };
  if (a.seed !== b.seed) change.seed = { before: a.seed, after: b.seed };
  if (!isDeepStrictEqual(order.before, order.after)) change.order = order;
  if (!isDeepStrictEqual(binOrder.before, binOrder.after)) change.binOrder = binOrder;
  const simple = change.title ?? change.seed ?? change.order ?? change.binOrder;
  const empty = simple === undefined && change.cells.length === 0 && change.bin.length === 0;
  return empty ? undefined : change;
}

/** Applies a change forwards (`after`) or backwards (`before`) to the content it was made from. */
export function applyChange(
  content: NotebookContent,
  change: ContentChange,
  side: 'before' | 'after',
): NotebookContent {
  const { document } = content;
  return {
    document: {
      ...document,
      title: change.title?.[side] ?? document.title,
      seed: change.seed?.[side] ?? document.seed,
      cells: replaced(document.cells, change.cells, change.order?.[side], side, ({ id }) => id),
    },
    bin: replaced(content.bin, change.bin, change.binOrder?.[side], side, binId),
  };
}

type Pair<T> = { before: T | null; after: T | null };
const binId = (entry: BinEntry): string => entry.cell.id;

function differing<T>(
  before: readonly T[],
  after: readonly T[],
  id: (item: T) => string,
): Pair<T>[] {
  // Most edits leave the very list as it is.
  if (before === after) return [];
  const old = new Map(before.map((item) => [id(item), item]));
  const now = new Map(after.map((item) => [id(item), item]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((key) => ({ before: old.get(key) ?? null, after: now.get(key) ?? null }))
    .filter(({ before: a, after: b }) => a !== b && !isDeepStrictEqual(a, b));
}

function replaced<T>(
  items: readonly T[],
  pairs: readonly Pair<T>[],
  order: readonly string[] | undefined,
  side: 'before' | 'after',
  id: (item: T) => string,
): T[] {
  const byId = new Map(items.map((item) => [id(item), item]));
  for (const pair of pairs) {
    const item = pair[side];
    if (item !== null) byId.set(id(item), item);
  }
  return (order ?? items.map(id)).flatMap((key) => byId.get(key) ?? []);
}
