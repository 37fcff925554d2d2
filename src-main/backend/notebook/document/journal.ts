import { PortraitError } from '#shared/errors/index.ts';
import { applyPatch, type ContentPatch } from '#shared/notebook/content-patch.ts';
import type { NotebookEdit } from '#shared/notebook/notebook.ts';
import type { NotebookContent, NotebookStore, StoredNotebook } from '../../storage/index.ts';
import {
  applyChange,
  changeBetween,
  patchTo,
  readChange,
  type ContentChange,
} from './content-change.ts';
import { editContent } from '#shared/notebook/edit-content.ts';
import { mergeKey } from './merge-key.ts';

const mergeWithinMs = 1000;
/** An answer that was lost is asked for again within a few edits, or never. */
const batchesKnown = 50;

/** Throws where a change must not be made. */
type CheckContent = (before: NotebookContent, after: NotebookContent) => void;

/** One notebook's content with undo and redo that survive a restart. Every change is saved before its method returns. */
export class Journal {
  readonly #store: NotebookStore;
  readonly #clock: () => number;
  #stored: StoredNotebook;
  #batches: string[];

  constructor(store: NotebookStore, id: string, clock: () => number) {
    this.#store = store;
    this.#clock = clock;
    this.#stored = store.get(id);
    this.#batches = this.#lastChange()?.batches ?? [];
  }

  get content(): NotebookContent {
    return this.#stored;
  }
  get revision(): number {
    return this.#stored.revision;
  }
  /** Made or trusted by this user; undoing into what came with the file ends it. */
  get trusted(): boolean {
    return this.#stored.trusted;
  }
  get step(): number {
    return this.#stored.step;
  }
  get canUndo(): boolean {
    return this.#store.step(this.#stored.id, this.step) !== undefined;
  }
  get canRedo(): boolean {
    return this.#store.step(this.#stored.id, this.step + 1) !== undefined;
  }

  /** Marks what stands here as the user's own. */
  trust(): void {
    this.#store.trust(this.#stored.id);
    this.#stored = { ...this.#stored, trusted: true, revision: this.revision + 1 };
  }

  /**
   * All edits as one step; none is applied where one throws. Returns what changed: null where nothing did, as where the batch is
   * known to have been carried out, also by a backend that ended before it could answer.
   */
  edit(
    edits: readonly NotebookEdit[],
    check: CheckContent = () => undefined,
    batch?: string,
  ): ContentPatch | null {
    if (batch !== undefined && this.#batches.includes(batch)) return null;
    const { id } = this.#stored;
    const now = this.#clock();
    const before = this.content;
    const after = edits.reduce((content, edit) => editContent(content, edit, now), before);
    const change = changeBetween(before, after);
    if (change === undefined) return null;
    const patch = patchTo(change, 'after');
    check(before, after);
    const batches = batch === undefined ? {} : { batches: [batch] };
    const key = mergeKey(edits);
    const last = this.#store.step(id, this.step);
    const merges =
      key !== null &&
      last?.mergeKey === key &&
      last.trusted === this.trusted &&
      now - last.at < mergeWithinMs &&
      !this.canRedo;
    if (merges) {
      const former = readChange(last.change);
      const earlier = applyChange(before, former, 'before');
      const whole = changeBetween(earlier, after) ?? { cells: [], bin: [] };
      const all = [...(former.batches ?? []), ...(batches.batches ?? [])].slice(-batchesKnown);
      this.#commit(after, patch, { ...whole, batches: all }, key, this.step, now);
    } else this.#commit(after, patch, { ...change, ...batches }, key, this.step + 1, now);
    if (batch !== undefined) this.#batches = [...this.#batches, batch].slice(-batchesKnown);
    return patch;
  }

  /** Returns what changed; null where there is nothing to take back. */
  undo(): ContentPatch | null {
    return this.#go(this.step, 'before', this.step - 1);
  }

  redo(): ContentPatch | null {
    return this.#go(this.step + 1, 'after', this.step + 1);
  }

  #lastChange(): ContentChange | undefined {
    const last = this.#store.step(this.#stored.id, this.step);
    try {
      return last && readChange(last.change);
    } catch (error) {
      // An unreadable step is told where it is undone; it keeps nothing from opening.
      if (error instanceof PortraitError) return undefined;
      throw error;
    }
  }

  #go(number: number, side: 'before' | 'after', target: number): ContentPatch | null {
    const step = this.#store.step(this.#stored.id, number);
    if (step === undefined) return null;
    const patch = patchTo(readChange(step.change), side);
    const content = applyPatch(this.content, patch);
    const now = this.#clock();
    const trusted = this.trusted && step.trusted;
    this.#store.moveTo(this.#stored.id, { ...content, trusted }, { patch, step: target, now });
    this.#advance(content, target, now, trusted);
    return patch;
  }

  #commit(
    content: NotebookContent,
    patch: ContentPatch,
    change: ContentChange,
    key: string | null,
    step: number,
    now: number,
  ): void {
    const entry = { step, change: JSON.stringify(change), mergeKey: key, at: now };
    const { trusted } = this;
    this.#store.commit(this.#stored.id, { ...content, trusted }, entry, { patch, step, now });
    this.#advance(content, step, now);
  }

  #advance(content: NotebookContent, step: number, now: number, trusted = this.trusted): void {
    const { id, revision } = this.#stored;
    const { document, bin } = content;
    this.#stored = { id, document, bin, revision: revision + 1, step, changedAt: now, trusted };
  }
}
