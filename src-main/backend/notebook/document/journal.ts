import type { NotebookEdit } from '#shared/model/notebook.ts';
import type { NotebookContent, NotebookStore, StoredNotebook } from '../../storage/index.ts';
import { applyChange, changeBetween, contentChange, type ContentChange } from './content-change.ts';
import { editContent } from './edit-content.ts';
import { mergeKey } from './merge-key.ts';

const mergeWithinMs = 1000;

/** Throws where a change must not be made. */
type CheckContent = (before: NotebookContent, after: NotebookContent) => void;

/** One notebook's content with undo and redo that survive a restart. Every change is saved before its method returns. */
export class Journal {
  readonly #store: NotebookStore;
  readonly #clock: () => number;
  #stored: StoredNotebook;

  constructor(store: NotebookStore, id: string, clock: () => number) {
    this.#store = store;
    this.#clock = clock;
    this.#stored = store.get(id);
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

  /** All edits as one step; none is applied where one throws. Returns whether anything changed. */
  edit(edits: readonly NotebookEdit[], check: CheckContent = () => undefined): boolean {
    const { id } = this.#stored;
    const now = this.#clock();
    const before = this.content;
    const after = edits.reduce((content, edit) => editContent(content, edit, now), before);
    const change = changeBetween(before, after);
    if (change === undefined) return false;
    check(before, after);
    const key = mergeKey(edits);
    const last = this.#store.step(id, this.step);
    const merges =
      key !== null &&
      last?.mergeKey === key &&
      last.trusted === this.trusted &&
      now - last.at < mergeWithinMs &&
      !this.canRedo;
    if (merges) {
      const earlier = applyChange(before, contentChange.parse(JSON.parse(last.change)), 'before');
      const whole = changeBetween(earlier, after) ?? { cells: [], bin: [] };
      this.#commit(after, whole, key, this.step, now);
    } else this.#commit(after, change, key, this.step + 1, now);
    return true;
  }

  undo(): boolean {
    return this.#go(this.step, 'before', this.step - 1);
  }

  redo(): boolean {
    return this.#go(this.step + 1, 'after', this.step + 1);
  }

  #go(number: number, side: 'before' | 'after', target: number): boolean {
    const step = this.#store.step(this.#stored.id, number);
    if (step === undefined) return false;
    const content = applyChange(this.content, contentChange.parse(JSON.parse(step.change)), side);
    const now = this.#clock();
    const trusted = this.trusted && step.trusted;
    this.#store.moveTo(this.#stored.id, { ...content, trusted }, target, now);
    this.#advance(content, target, now, trusted);
    return true;
  }

  #commit(
    content: NotebookContent,
    change: ContentChange,
    key: string | null,
    step: number,
    now: number,
  ): void {
    const entry = { step, change: JSON.stringify(change), mergeKey: key, at: now };
    const { trusted } = this;
    this.#store.commit(this.#stored.id, { ...content, trusted }, entry, now);
    this.#advance(content, step, now);
  }

  #advance(content: NotebookContent, step: number, now: number, trusted = this.trusted): void {
    const { id, revision } = this.#stored;
    const { document, bin } = content;
    this.#stored = { id, document, bin, revision: revision + 1, step, changedAt: now, trusted };
  }
}
