import { SvelteMap } from 'svelte/reactivity';
import type { NotebookDifference, NotebookEvent, NotebookView } from '#shared/contract/notebook.ts';
import { applyPatch, type NotebookContent } from '#shared/notebook/content-patch.ts';
import { PortraitError, type ErrorData } from '#shared/errors/index.ts';
import type { CellState } from '#shared/notebook/cell-state.ts';
import { cellKind } from '#shared/model/cells/index.ts';
import type { BinEntry, Cell, Notebook, NotebookEdit } from '#shared/notebook/notebook.ts';
import type { Client } from '../client/client.ts';
import type { Restricted } from '#shared/notebook/restricted.ts';
import { asPortraitError, isAway } from '../client/errors.ts';
import { applyEdit, positionsOf, same, sharingCells, withBase } from './apply-edit.ts';
import { isTyping, mergedInto } from './edit-queue.ts';
import { isKept } from './kept-edits.ts';

/** `unsaved`: the workspace takes nothing at the moment; what was typed is kept here and sent again. */
export type SaveState = 'saved' | 'saving' | 'waiting' | 'unsaved';

const typingPause = 160;
const retryPause = 600;
const savePause = 1000;

/**
 * One open notebook. Edits show at once, go to the backend in order, and are replaced by its answer; what was not
 * acknowledged when the connection broke is sent again under its name, so that it counts once. What the workspace cannot take
 * now (a full disk, a file that is gone) stays here, shown as not saved, and is tried again until it is.
 */
export class NotebookStore {
  readonly id: string;
  document = $state.raw<Notebook>(empty);
  readonly states = new SvelteMap<string, CellState>();
  revision = $state(0);
  #undoable = $state(false);
  /** There is a step to take back: saved, or still on its way. */
  readonly canUndo = $derived.by(() => this.#undoable || this.save !== 'saved');
  canRedo = $state(false);
  bin = $state.raw<BinEntry[]>([]);
  /** What the notebook would do, while it is restricted. */
  restricted = $state.raw<Restricted | null>(null);
  save = $state<SaveState>('saved');
  /** Why the workspace takes nothing; null while it does. */
  unsaved = $state.raw<ErrorData | null>(null);
  savedAt = $state<number | null>(null);
  loaded = $state(false);

  readonly #client: Client;
  readonly #onError: (thrown: unknown) => void;
  readonly #clock: () => number;
  readonly #newId: () => string;
  readonly #mayChange: () => boolean;
  readonly #closing = new AbortController();
  /** As it is saved. */
  #base: NotebookContent = { document: empty, bin: [] };
  /** What other windows changed while an answer was waited for. */
  #missed: NotebookDifference[] = [];
  #unsent: NotebookEdit[] = [];
  #sent: NotebookEdit[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<boolean> | null = null;

  constructor(
    id: string,
    deps: {
      client: Client;
      onError: (thrown: unknown) => void;
      clock: () => number;
      newId: () => string;
      /** Whether whoever looks at it may change it: anybody where absent. */
      mayChange?: () => boolean;
    },
  ) {
    this.#mayChange = deps.mayChange ?? (() => true);
    this.id = id;
    this.#client = deps.client;
    this.#onError = deps.onError;
    this.#clock = deps.clock;
    this.#newId = deps.newId;
  }

  readonly cells = $derived(this.document.cells);
  readonly positions = $derived(positionsOf(this.cells));
  readonly #active = $derived(this.cells.filter(({ kind }) => cellKind(kind)?.passive !== true));
  readonly staleCount = $derived(
    this.#active.filter((cell) => this.states.get(cell.id)?.status === 'stale').length,
  );
  readonly busyCount = $derived(
    this.#active.filter((cell) => isBusy(this.states.get(cell.id))).length,
  );

  cell(id: string): Cell | undefined {
    const position = this.positions.get(id);
    return position === undefined ? undefined : this.cells[position];
  }

  /** Follows the notebook until `close`; comes back by itself after a lost connection. */
  async follow(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        const events = await this.#client.notebook.watch({ id: this.id }, { signal });
        await this.refresh();
        for await (const event of events) this.#receive(event);
      } catch (thrown) {
        if (signal.aborted) return;
        const error = asPortraitError(thrown);
        if (error.code === 'not_found') return this.#onError(error);
        if (!isAway(error.code)) this.#onError(error);
      }
      await pause(retryPause);
    }
  }

  /** Fetches the whole notebook; edits still on their way stay on top of it. */
  async refresh(): Promise<void> {
    const view = await this.#client.notebook.open({ id: this.id });
    if (view.revision < this.revision) return;
    this.#take(view);
    this.loaded = true;
  }

  edit(...edits: NotebookEdit[]): void {
    if (!this.#mayChange())
      return this.#onError(new PortraitError('role_denied', { least: 'analyst' }));
    for (const given of edits) {
      const edit = withBase(this.document, given);
      this.#unsent = mergedInto(this.#unsent, edit);
      this.#showContent(applyEdit({ document: this.document, bin: this.bin }, edit, this.#clock()));
    }
    this.save = this.unsaved ? 'unsaved' : 'saving';
    clearTimeout(this.#timer);
    const wait = edits.every(isTyping) ? typingPause : 0;
    this.#timer = setTimeout(() => void this.flush(), wait);
  }

  /** Sends what is still here; resolves when all of it is acknowledged or refused, with false where some must wait. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    while (this.#sending || this.#unsent.length > 0) {
      this.#sending ??= this.#send().finally(() => {
        this.#sending = null;
        void this.#guard(() => this.#catchUp());
      });
      if (!(await this.#sending)) return false;
    }
    return true;
  }

  async undo(): Promise<void> {
    await this.#step(() => this.#client.notebook.undo({ id: this.id }));
  }

  async redo(): Promise<void> {
    await this.#step(() => this.#client.notebook.redo({ id: this.id }));
  }

  /** Lets the notebook do what it says it would; with `others`, all restricted ones of the workspace. */
  async trust(others: boolean): Promise<void> {
    await this.#step(() => this.#client.notebook.trust({ id: this.id, others }));
  }

  async run(cells: 'stale' | 'all' | string[]): Promise<void> {
    await this.#guard(async () => {
      await this.#flushed();
      await this.#client.notebook.run({ id: this.id, cells });
    });
  }

  async stop(cells: 'all' | string[]): Promise<void> {
    await this.#guard(async () => {
      await this.#client.notebook.stop({ id: this.id, cells });
    });
  }

  close(): void {
    void this.flush();
    this.#closing.abort();
  }

  async #step(call: () => Promise<NotebookDifference>): Promise<void> {
    await this.#guard(async () => {
      await this.#flushed();
      await this.#follow(await call());
    });
  }

  /** What builds on edits waits for them, and says why they are not saved. */
  async #flushed(): Promise<void> {
    if (!(await this.flush()) && this.unsaved)
      throw new PortraitError(this.unsaved.code, this.unsaved.params);
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#onError(thrown);
    }
  }

  async #send(): Promise<boolean> {
    this.#sent = this.#unsent;
    this.#unsent = [];
    try {
      await this.#answered(await this.#deliver(this.#sent, this.#newId()));
      return true;
    } catch (thrown) {
      const error = asPortraitError(thrown);
      if (isKept(error.code)) this.#keep(error);
      else this.#refused(error);
      return !isKept(error.code);
    }
  }

  /** Sends edits until there is an answer, whatever connections break on the way. */
  async #deliver(edits: NotebookEdit[], batch: string): Promise<NotebookDifference> {
    for (;;) {
      try {
        return await this.#client.notebook.edit({ id: this.id, edits, batch });
      } catch (thrown) {
        const { code } = asPortraitError(thrown);
        if (!isAway(code)) throw thrown;
        this.save = 'waiting';
        // A locked workspace answers at once: it is asked again later.
        if (code === 'encryption_locked') await pause(retryPause);
      }
    }
  }

  async #answered(difference: NotebookDifference): Promise<void> {
    this.#sent = [];
    this.unsaved = null;
    for (const other of this.#missed) if (other.revision < difference.revision) this.#apply(other);
    // What the window has may be newer already, and has these edits in it.
    if (difference.revision <= this.revision) this.#show();
    else await this.#follow(difference);
  }

  /** Takes what other windows changed meanwhile. */
  async #catchUp(): Promise<void> {
    const missed = this.#missed;
    this.#missed = [];
    for (const other of missed) if (other.revision > this.revision) await this.#follow(other);
  }

  /** Takes what a change made where it follows what is here, else fetches the whole. */
  async #follow(difference: NotebookDifference): Promise<void> {
    if (!this.#apply(difference) && difference.revision > this.revision) await this.refresh();
  }

  #keep(error: PortraitError): void {
    this.#unsent = [...this.#sent, ...this.#unsent];
    this.#sent = [];
    this.unsaved = error.toData();
    this.save = 'unsaved';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), savePause);
  }

  /** What is shown goes back to what is saved. */
  #refused(error: PortraitError): void {
    this.#sent = [];
    this.#show();
    this.#onError(error);
  }

  #receive(event: NotebookEvent): void {
    if (event.type === 'states') {
      for (const state of event.states) this.#setState(state);
    } else if (event.type === 'saved') {
      this.savedAt = event.at;
    } else if (this.#sending) {
      if (event.difference) this.#missed.push(event.difference);
    } else if (event.difference) {
      const { difference } = event;
      void this.#guard(() => this.#follow(difference));
    } else if (event.revision > this.revision) {
      void this.#guard(() => this.refresh());
    }
  }

  #take(view: NotebookView): void {
    this.#base = view;
    this.revision = view.revision;
    this.#takeRest(view);
    for (const id of this.states.keys()) if (!this.positions.has(id)) this.states.delete(id);
  }

  #apply(difference: NotebookDifference): boolean {
    if (difference.from !== this.revision) return false;
    this.#base = applyPatch(this.#base, difference.patch);
    this.revision = difference.revision;
    this.#takeRest(difference);
    if (difference.patch.order)
      for (const id of this.states.keys()) if (!this.positions.has(id)) this.states.delete(id);
    return true;
  }

  #takeRest(told: Omit<NotebookDifference, 'from' | 'patch'>): void {
    this.#undoable = told.canUndo;
    this.canRedo = told.canRedo;
    if (!same(this.restricted, told.restricted)) this.restricted = told.restricted;
    this.#show();
    for (const state of told.states) this.#setState(state);
    this.savedAt ??= this.#clock();
  }

  #show(): void {
    const pending = [...this.#sent, ...this.#unsent];
    const now = this.#clock();
    this.#showContent(pending.reduce((content, edit) => applyEdit(content, edit, now), this.#base));
    if (pending.length === 0) this.save = 'saved';
    else this.save = this.unsaved ? 'unsaved' : 'saving';
    if (pending.length === 0) this.savedAt = this.#clock();
  }

  #showContent({ document, bin }: NotebookContent): void {
    this.document = sharingCells(this.document, document);
    if (!same(this.bin, bin)) this.bin = bin;
  }

  #setState(state: CellState): void {
    if (!same(this.states.get(state.cell), state)) this.states.set(state.cell, state);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export function isBusy(state: CellState | undefined): boolean {
  return state?.status === 'running' || state?.status === 'queued';
}

const empty: Notebook = {
  format: 'portrait-notebook',
  version: 1,
  title: '',
  seed: 0,
  cells: [],
};
