import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { applyPatch, type ContentPatch } from '#shared/notebook/content-patch.ts';
import { binEntry, cell, type BinEntry } from '#shared/notebook/notebook.ts';
import { storedJson, type NotebookContent } from '../../storage/index.ts';

const both = <T extends z.ZodType>(side: T) => z.object({ before: side, after: side });

/** Ids from a place on, before and after; the places around them are the same. Earlier versions wrote the whole order. */
const order = both(z.array(z.string())).extend({ at: z.number().int().min(0).default(0) });

/** What differs between two contents, enough to go from either to the other. Absent parts are equal. */
const contentChange = z.object({
  title: both(z.string()).optional(),
  seed: both(z.number()).optional(),
  order: order.optional(),
  /** Names of the batches of edits that made it, the newest last. */
  batches: z.array(z.string()).optional(),
  cells: z.array(both(cell.nullable())),
  binOrder: order.optional(),
  bin: z.array(both(binEntry.nullable())),
});
export type ContentChange = z.infer<typeof contentChange>;
type Side = 'before' | 'after';
const otherSide = { before: 'after', after: 'before' } as const;

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
  const change: ContentChange = {
    cells: differing(a.cells, b.cells, ({ id }) => id),
    bin: differing(before.bin, after.bin, binId),
  };
  if (a.title !== b.title) change.title = { before: a.title, after: b.title };
  if (a.seed !== b.seed) change.seed = { before: a.seed, after: b.seed };
  const moved = orderBetween(a.cells, b.cells, ({ id }) => id);
  if (moved !== undefined) change.order = moved;
  const binMoved = orderBetween(before.bin, after.bin, binId);
  if (binMoved !== undefined) change.binOrder = binMoved;
  const simple = change.title ?? change.seed ?? change.order ?? change.binOrder;
  const empty = simple === undefined && change.cells.length === 0 && change.bin.length === 0;
  return empty ? undefined : change;
}

/** Applies a change forwards (`after`) or backwards (`before`) to the content it was made from. */
export function applyChange(
  content: NotebookContent,
  change: ContentChange,
  side: Side,
): NotebookContent {
  return applyPatch(content, patchTo(change, side));
}

/** One direction of a change. */
export function patchTo(change: ContentChange, side: Side): ContentPatch {
  const splice = (given: NonNullable<ContentChange['order']>) => ({
    at: given.at,
    remove: given[otherSide[side]].length,
    insert: given[side],
  });
  return {
    ...(change.title && { title: change.title[side] }),
    ...(change.seed && { seed: change.seed[side] }),
    ...(change.order && { order: splice(change.order) }),
    cells: change.cells.flatMap((pair) => pair[side] ?? []),
    ...(change.binOrder && { binOrder: splice(change.binOrder) }),
    bin: change.bin.flatMap((pair) => pair[side] ?? []),
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

function orderBetween<T>(
  before: readonly T[],
  after: readonly T[],
  id: (item: T) => string,
): ContentChange['order'] {
  if (before === after) return undefined;
  const [a, b] = [before.map(id), after.map(id)];
  const least = Math.min(a.length, b.length);
  let at = 0;
  while (at < least && a[at] === b[at]) at += 1;
  if (at === a.length && at === b.length) return undefined;
  let same = 0;
  while (same < least - at && a[a.length - 1 - same] === b[b.length - 1 - same]) same += 1;
  return { at, before: a.slice(at, a.length - same), after: b.slice(at, b.length - same) };
}
