import { SvelteMap } from 'svelte/reactivity';
import type { NotebookEvent, NotebookView } from '#shared/contract/notebook.ts';
import type { CellState } from '#shared/model/cell-state.ts';
import type { Cell, Notebook, NotebookEdit } from '#shared/model/notebook.ts';
import type { Client } from '../client/client.ts';
import type { Restricted } from '#shared/model/restricted.ts';
import { asPortraitError } from '../client/errors.ts';
import { applyEdit, positionsOf, same, sharingCells } from './apply-edit.ts';
import { isTyping, mergedInto } from './edit-queue.ts';

export type SaveState = 'saved' | 'saving' | 'waiting';
export type BinEntry = NotebookView['bin'][number];

const typingPause = 160;
const retryPause = 600;

/**
 * One open notebook. Edits show at once, go to the backend in order, and are replaced by its answer; what was not
 * acknowledged when the connection broke is sent again unless the backend's revision says that it arrived.
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
  savedAt = $state<number | null>(null);
  loaded = $state(false);

  readonly #client: Client;
  readonly #onError: (thrown: unknown) => void;
  readonly #clock: () => number;
  readonly #closing = new AbortController();
  #base: Notebook = empty;
  #unsent: NotebookEdit[] = [];
  #sent: NotebookEdit[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | null = null;

  constructor(
    id: string,
    deps: { client: Client; onError: (thrown: unknown) => void; clock: () => number },
  ) {
    this.id = id;
    this.#client = deps.client;
    this.#onError = deps.onError;
    this.#clock = deps.clock;
  }

  readonly cells = $derived(this.document.cells);
  readonly positions = $derived(positionsOf(this.cells));
  readonly staleCount = $derived(
    this.cells.filter((cell) => this.states.get(cell.id)?.status === 'stale').length,
  );
  readonly busyCount = $derived(
    this.cells.filter((cell) => isBusy(this.states.get(cell.id))).length,
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
        if (error.code !== 'connection_lost') this.#onError(error);
      }
      await new Promise((resolve) => setTimeout(resolve, retryPause));
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
    for (const edit of edits) {
      this.#unsent = mergedInto(this.#unsent, edit);
      this.document = applyEdit(this.document, edit);
    }
    this.save = 'saving';
    clearTimeout(this.#timer);
    const wait = edits.every(isTyping) ? typingPause : 0;
    this.#timer = setTimeout(() => void this.flush(), wait);
  }

  /** Sends what is still here; resolves when all of it is acknowledged or refused. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#sending || this.#unsent.length > 0) {
      this.#sending ??= this.#send().finally(() => (this.#sending = null));
      await this.#sending;
    }
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
      await this.flush();
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

  async #step(call: () => Promise<NotebookView>): Promise<void> {
    await this.#guard(async () => {
      await this.flush();
      this.#take(await call());
    });
  }

  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#onError(thrown);
    }
  }

  async #send(): Promise<void> {
    this.#sent = this.#unsent;
    this.#unsent = [];
    const before = this.revision;
    try {
      for (;;) {
        try {
          const view = await this.#client.notebook.edit({ id: this.id, edits: this.#sent });
          this.#sent = [];
          return this.#take(view);
        } catch (thrown) {
          if (asPortraitError(thrown).code !== 'connection_lost') throw thrown;
          this.save = 'waiting';
          const view = await this.#client.notebook.open({ id: this.id });
          if (view.revision > before) {
            this.#sent = [];
            return this.#take(view);
          }
        }
      }
    } catch (thrown) {
      // Refused: what is shown goes back to what is saved.
      this.#sent = [];
      this.#show(this.#base);
      this.#onError(thrown);
    }
  }

  #receive(event: NotebookEvent): void {
    if (event.type === 'states') {
      for (const state of event.states) this.#setState(state);
    } else if (event.type === 'saved') {
      this.savedAt = event.at;
    } else if (event.revision > this.revision && !this.#sending) {
      void this.#guard(() => this.refresh());
    }
  }

  #take(view: NotebookView): void {
    this.#base = view.document;
    this.revision = view.revision;
    this.#undoable = view.canUndo;
    this.canRedo = view.canRedo;
    if (!same(this.bin, view.bin)) this.bin = view.bin;
    if (!same(this.restricted, view.restricted)) this.restricted = view.restricted;
    this.#show(view.document);
    const kept = view.states.map((state) => state.cell);
    for (const state of view.states) this.#setState(state);
    for (const id of this.states.keys()) if (!kept.includes(id)) this.states.delete(id);
    this.savedAt ??= this.#clock();
  }

  #show(saved: Notebook): void {
    const pending = [...this.#sent, ...this.#unsent];
    this.document = sharingCells(this.document, pending.reduce(applyEdit, saved));
    this.save = pending.length > 0 ? 'saving' : 'saved';
    if (pending.length === 0) this.savedAt = this.#clock();
  }

  #setState(state: CellState): void {
    if (!same(this.states.get(state.cell), state)) this.states.set(state.cell, state);
  }
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
