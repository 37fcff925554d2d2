import type { Address, CellId } from '#shared/model/ids.ts';
import type { NotebookDifference, NotebookEvent, NotebookView } from '#shared/contract/notebook.ts';
import type { CellState } from '#shared/notebook/cell-state.ts';
import type { ContentPatch } from '#shared/notebook/content-patch.ts';
import type { NotebookEdit } from '#shared/notebook/notebook.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { basename } from 'node:path';
import { Broadcast, type Log } from '../lib/index.ts';
import type { NotebookContent, Workspace } from '../storage/index.ts';
import { abilitiesOf, filesOf, nothingIn } from './abilities.ts';
import type { CellJob } from './cell-job.ts';
import { cellStates } from './states/cell-states.ts';
import { Journal } from './document/journal.ts';
import type { UntypedKind } from './untyped-kind.ts';
import { Fingerprints } from './fingerprints.ts';
import { mergeEvents } from './states/merge-events.ts';
import { resolveNotebook, type ResolvedCell } from './resolve.ts';
import type { ResultMaker } from './result-maker.ts';
import { cellsToRun, ready, type RunRequest } from './run-plan.ts';
import { ToldStates } from './states/told-states.ts';

export type SessionDeps = {
  workspace: Workspace;
  kinds: ReadonlyMap<string, UntypedKind>;
  maker: ResultMaker;
  folder: string;
  /** Whether a window may name a file of its own accord. */
  mayName(path: string): boolean;
  /** Restricted notebooks of the workspace beside one. */
  othersRestricted(id: string): number;
  clock: () => number;
  log: Log;
};

/** Cheap cells wait this long after an edit for more of it. */
const settleMs = 150;
/** Progress reaches watchers at most this often. */
const tellEveryMs = 50;

/** One open notebook: its document, what its cells show, and what is being made. Lives on when windows close. */
export class NotebookSession {
  readonly id: string;
  readonly #deps: SessionDeps;
  readonly #journal: Journal;
  readonly #fingerprints: Fingerprints;
  readonly #events = new Broadcast<NotebookEvent>();
  readonly #wanted = new Set<string>();
  readonly #jobs = new Map<string, CellJob>();
  readonly #shown: Map<string, string>;
  readonly #told = new ToldStates();
  /** Addresses the store knows of, of each cell the last. */
  readonly #recorded = new Map<string, { address: Address; step: number }>();
  readonly #undo: (() => void)[];
  #resolved: Map<string, ResolvedCell> = new Map();
  #settling: NodeJS.Timeout | undefined;
  #telling: NodeJS.Timeout | undefined;
  #closed = false;
  #looking = new AbortController();
  /** How many jobs of the maker had ended when this was resolved last. */
  #ended = 0;
  /** The revision that answers and events have led up to. */
  #answered: number;

  /** Throws `not_found`. */
  constructor(id: string, deps: SessionDeps) {
    this.id = id;
    this.#deps = deps;
    this.#journal = new Journal(deps.workspace.notebooks, id, deps.clock);
    this.#fingerprints = new Fingerprints(deps.kinds, deps.folder, deps.workspace.erased);
    this.#shown = deps.workspace.notebooks.shown(id);
    this.#undo = [
      deps.maker.onChange(() => this.#makerChanged()),
      deps.maker.protect(() => this.#used()),
    ];
    // Where there is nothing to run and nothing to read, there is nothing to trust.
    if (this.restricted && nothingIn(this.#abilities())) this.#journal.trust();
    this.#answered = this.#journal.revision;
    this.#resolve();
    this.lookAtData();
    this.#settle();
  }

  /** Came from elsewhere and is not trusted: nothing runs, no path is touched. */
  get restricted(): boolean {
    return !this.#journal.trusted;
  }

  /** The user has seen what the notebook would do and wants it done. */
  trust(): NotebookDifference {
    if (this.restricted) this.#journal.trust();
    return this.#changed(noPatch);
  }

  view(): NotebookView {
    const { document, bin } = this.#journal.content;
    return {
      id: this.id,
      revision: this.#journal.revision,
      document,
      states: this.states(),
      canUndo: this.#journal.canUndo,
      canRedo: this.#journal.canRedo,
      bin,
      restricted: this.#restrictedTo(),
    };
  }

  states(): CellState[] {
    return cellStates({
      resolved: this.#resolved,
      results: this.#deps.workspace.results,
      shown: this.#shown,
      wanted: this.#wanted,
      job: (cell) => this.#jobs.get(cell),
      attempt: (address) => this.#deps.maker.attempt(address),
    });
  }

  edit(edits: readonly NotebookEdit[], batch?: string): NotebookDifference {
    const check = (before: NotebookContent, after: NotebookContent): void =>
      this.#check(before, after);
    return this.#changed(this.#journal.edit(edits, check, batch));
  }
  undo(): NotebookDifference {
    return this.#changed(this.#journal.undo());
  }
  redo(): NotebookDifference {
    return this.#changed(this.#journal.redo());
  }

  /** Looks at files again, then runs what is asked for; resolves when that is under way. Throws notebook_restricted. */
  async run(request: RunRequest): Promise<void> {
    if (this.restricted) throw new PortraitError('notebook_restricted');
    await this.#fingerprints.refresh(this.#journal.content.document, this.#looking.signal);
    const { maker } = this.#deps;
    for (const id of typeof request === 'string' ? [] : request) {
      const address = this.#resolved.get(id)?.result ?? null;
      if (address !== null) await maker.dropUnread(address);
    }
    if (this.#closed || this.restricted) return;
    this.#resolve();
    const cells = cellsToRun(request, this.#resolved, {
      fresh: (cell) => this.#fresh(cell),
      failed: (cell) => cell.invalid || this.#attemptOf(cell) === 'failed',
    });
    for (const id of cells) {
      const address = this.#resolved.get(id)?.address ?? null;
      if (address !== null && this.#jobs.get(id)?.address === address) continue;
      if (address !== null) maker.forgetAttempt(address);
      this.#wanted.add(id);
    }
    this.#resolve();
    this.#advance(true);
  }

  stop(cells: 'all' | readonly string[]): void {
    if (cells === 'all') this.#stopLooking();
    for (const id of cells === 'all' ? [...this.#resolved.keys()] : cells) {
      this.#wanted.delete(id);
      const job = this.#jobs.get(id);
      if (job !== undefined) this.#deps.maker.stop(job.address);
    }
    this.#tell();
  }

  /** First where everything stands, then what changes. */
  watch(signal?: AbortSignal): AsyncGenerator<NotebookEvent, void, void> {
    const first: NotebookEvent[] = [
      { type: 'document', revision: this.#journal.revision },
      { type: 'states', states: this.states() },
    ];
    return this.#events.stream(first, { signal, merge: mergeEvents });
  }

  /** Whether anything is being made or waits for it. */
  get busy(): boolean {
    return this.#wanted.size > 0 || this.#jobs.size > 0;
  }

  /** Looks at the cells' files in the background: a changed one makes its cells stale. */
  lookAtData(): void {
    if (this.restricted) return;
    this.#fingerprints.refresh(this.#journal.content.document, this.#looking.signal).then(
      (changed) => {
        if (!changed || this.#closed) return;
        this.#resolve();
        this.#advance(this.#settling === undefined);
      },
      (error: unknown) => this.#deps.log(`looking at files failed: ${String(error)}`),
    );
  }

  close(ending = false): void {
    if (ending) this.#events.end();
    this.#closed = true;
    this.#stopLooking();
    clearTimeout(this.#settling);
    clearTimeout(this.#telling);
    for (const undo of this.#undo) undo();
    this.#wanted.clear();
    for (const [cell, job] of this.#jobs) this.#deps.maker.release(job.address, this.id, cell);
    this.#jobs.clear();
  }

  #restrictedTo(): NotebookView['restricted'] {
    if (!this.restricted) return null;
    return { ...this.#abilities(), others: this.#deps.othersRestricted(this.id) };
  }

  #abilities() {
    return abilitiesOf(this.#journal.content, this.#deps.folder);
  }

  /** Throws file_not_offered where an edit names a file the user did not show. */
  #check(before: NotebookContent, after: NotebookContent): void {
    const known = filesOf(before, this.#deps.folder);
    for (const path of filesOf(after, this.#deps.folder))
      if (!known.has(path) && !this.#deps.mayName(path))
        throw new PortraitError('file_not_offered', { file: basename(path) });
  }

  #stopLooking(): void {
    this.#looking.abort();
    this.#looking = new AbortController();
  }

  /** `patch` is what the journal says it changed; null where nothing did. */
  #changed(patch: ContentPatch | null): NotebookDifference {
    if (patch === null) return this.#difference(noPatch, []);
    // The journal forgets what was noted at its newest step and after.
    for (const [id, { step }] of this.#recorded)
      if (step >= this.#journal.step) this.#recorded.delete(id);
    this.#resolve();
    for (const id of this.#wanted) if (!this.#resolved.has(id)) this.#wanted.delete(id);
    this.#settle();
    this.lookAtData();
    this.#advance(false);
    const difference = this.#difference(patch, this.#newStates());
    const { revision, states } = difference;
    this.#events.send({ type: 'document', revision, difference });
    this.#events.send({ type: 'saved', revision, at: this.#deps.clock() });
    if (states.length > 0) this.#events.send({ type: 'states', states });
    return difference;
  }

  #difference(patch: ContentPatch, states: CellState[]): NotebookDifference {
    const { revision, canUndo, canRedo } = this.#journal;
    const from = this.#answered;
    this.#answered = revision;
    return { from, revision, patch, states, canUndo, canRedo, restricted: this.#restrictedTo() };
  }

  /** Cheap cells run by themselves once typing pauses. */
  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      this.#settling = undefined;
      this.#advance(true);
    }, settleMs);
  }

  #makerChanged(): void {
    if (this.#closed) return;
    const ended = [...this.#jobs].filter(([, job]) => this.#deps.maker.job(job.address) !== job);
    for (const [cell, job] of ended) {
      this.#jobs.delete(cell);
      if (this.#deps.workspace.results.has(job.address)) this.#show(cell, job.address);
    }
    // Also what ended after its cell had let go of it, and was deleted or changed back since: it may have kept something.
    if (ended.length > 0 || this.#deps.maker.ended !== this.#ended) {
      this.#ended = this.#deps.maker.ended;
      this.#resolve();
      this.#advance(this.#settling === undefined);
    } else this.#tell();
  }

  #resolve(): void {
    const { workspace, maker } = this.#deps;
    const { results, notebooks } = workspace;
    this.#resolved = resolveNotebook(this.#journal.content.document, {
      fingerprint: (kind, settings) => this.#fingerprints.get(kind, settings),
      has: (address) => results.has(address),
      kept: (address) => maker.attempt(address)?.kept ?? null,
      failed: (address) => maker.attempt(address)?.status === 'failed',
    });
    const addresses = new Map<string, string>();
    for (const [id, cell] of this.#resolved) {
      if (cell.result === null) continue;
      this.#show(id, cell.result);
      if (this.#recorded.get(id)?.address !== cell.result) addresses.set(id, cell.result);
    }
    if (addresses.size === 0) return;
    const { step } = this.#journal;
    this.#note(() => {
      notebooks.recordAddresses(this.id, step, addresses);
      for (const [id, address] of addresses) this.#recorded.set(id, { address, step });
    });
  }

  /** Starts what can start, gives up what cannot, and lets go of work nobody wants any more. */
  #advance(cheapToo: boolean): void {
    if (this.restricted) return this.#tell();
    const { workspace } = this.#deps;
    const has = (address: Address): boolean => workspace.results.has(address);
    for (const [id, cell] of this.#resolved) {
      if (this.#fresh(cell)) this.#wanted.delete(id);
      const job = this.#jobs.get(id);
      const { cost } = cell.definition ?? {};
      if (job !== undefined && job.address !== cell.address && cost === 'cheap')
        this.#release(id, job);
      if (this.#fresh(cell) || this.#jobs.has(id)) continue;
      const asked = this.#wanted.has(id);
      const waits = cost !== 'cheap' || cell.definition?.waitsForRun?.(cell.settings) === true;
      const byItself = cheapToo && !waits && this.#attemptOf(cell) === undefined;
      if (ready(cell, has) && (asked || byItself)) this.#make(cell);
      else if (asked && !this.#waits(cell)) this.#wanted.delete(id);
    }
    for (const [id, job] of this.#jobs) if (!this.#resolved.has(id)) this.#release(id, job);
    this.#tell();
  }

  /** Whether something before a cell is still to come that may let it run. */
  #waits(cell: ResolvedCell): boolean {
    const sources = Object.values(cell.cell.inputs).flat();
    const coming = (id: string): boolean => this.#wanted.has(id) || this.#jobs.has(id);
    const pending = this.#fingerprints.get(cell.cell.kind, cell.settings).state === 'pending';
    return !cell.invalid && (pending || sources.some(coming));
  }

  #make({ cell, address, ingredients, settings }: ResolvedCell): void {
    if (address === null || ingredients === null) return;
    const job = this.#deps.maker.make({
      notebook: this.id,
      cell: cell.id,
      kind: cell.kind,
      address,
      ingredients,
      settings,
      notebookSeed: this.#journal.content.document.seed,
    });
    this.#wanted.delete(cell.id);
    this.#jobs.set(cell.id, job);
  }

  #release(cell: CellId, job: CellJob): void {
    this.#jobs.delete(cell);
    this.#deps.maker.release(job.address, this.id, cell);
  }

  #show(cell: CellId, address: Address): void {
    if (this.#shown.get(cell) === address) return;
    this.#shown.set(cell, address);
    this.#note(() => this.#deps.workspace.notebooks.setShown(this.id, cell, address));
  }

  /** Notes what later openings show sooner: where the disk takes no more, the notebook does without. */
  #note(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#deps.log(`not noted: ${String(error)}`);
    }
  }

  #fresh({ address }: ResolvedCell): boolean {
    return address !== null && this.#deps.workspace.results.has(address);
  }

  #attemptOf({ address }: ResolvedCell): 'failed' | 'stopped' | undefined {
    return address === null ? undefined : this.#deps.maker.attempt(address)?.status;
  }

  *#used(): Iterable<string> {
    for (const { ingredients, result } of this.#resolved.values()) {
      if (result !== null) yield result;
      for (const link of Object.values(ingredients?.inputs ?? {}).flat()) yield link.address;
    }
  }

  #tell(): void {
    this.#telling ??= setTimeout(() => this.#tellNow(), tellEveryMs);
  }

  #tellNow(): void {
    if (this.#closed) return;
    const states = this.#newStates();
    if (states.length > 0) this.#events.send({ type: 'states', states });
  }

  /** The states that differ from what was sent last; they count as sent. */
  #newStates(): CellState[] {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    return this.#told.take(this.states());
  }
}

const noPatch: ContentPatch = { cells: [], bin: [] };
