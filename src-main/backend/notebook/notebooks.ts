import type { Address } from '#shared/model/ids.ts';
import type { CellOutput, NotebookDifference } from '#shared/contract/notebook.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { Json } from '#shared/model/json.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { noteCrashedRuns } from '../storage/index.ts';
import { filesOf } from './abilities.ts';
import type { InputResult } from './cell-kind.ts';
import type { UntypedKind } from './untyped-kind.ts';
import { newNotebook } from './new-notebook.ts';
import { purgeRuns } from './purge-runs.ts';
import { dropBeyondLimit, dropOrphans } from './result-limit.ts';
import { ResultMaker, storedInput, type MakerDeps } from './result-maker.ts';
import { NotebookSession } from './session.ts';

export type NotebooksDeps = MakerDeps & {
  newId: () => string;
  /** Whether a window may name a file of its own accord; any where absent. */
  mayName?: (path: string) => boolean;
};

/** All notebooks of a workspace and the results behind them. */
export class Notebooks {
  readonly #deps: NotebooksDeps;
  readonly #maker: ResultMaker;
  readonly #sessions = new Map<string, NotebookSession>();

  constructor(deps: NotebooksDeps) {
    this.#deps = deps;
    this.#maker = new ResultMaker(deps);
    const { db, results } = deps.workspace;
    dropOrphans(deps.workspace);
    noteCrashedRuns(db, results, deps.clock());
  }

  /** Opens a notebook, or hands out the one that is open. Throws `not_found`. */
  session(id: string): NotebookSession {
    const open = this.#sessions.get(id);
    if (open !== undefined) return open;
    const session = new NotebookSession(id, {
      mayName: () => true,
      ...this.#deps,
      maker: this.#maker,
      othersRestricted: (one) => this.#restricted().filter((other) => other !== one).length,
    });
    this.#sessions.set(id, session);
    return session;
  }

  /** Adds a document as a notebook of its own; returns its id. One that was not made here comes restricted. */
  add(document: Notebook, { trusted }: { trusted: boolean }): string {
    const id = this.#deps.newId();
    this.#deps.workspace.notebooks.create(id, document, this.#deps.clock(), trusted);
    return id;
  }

  /** A copy is trusted as far as what it was copied from. */
  duplicate(id: string): string {
    const { document, trusted } = this.#deps.workspace.notebooks.get(id);
    return this.add(document, { trusted });
  }

  trust(id: string, others: boolean): NotebookDifference {
    if (others) for (const other of this.#restricted()) this.session(other).trust();
    return this.session(id).trust();
  }

  /** Throws notebook_restricted where only restricted notebooks have a result, so that asking it runs what they brought. */
  refuseRestricted(address: Address): void {
    const owners = this.#deps.workspace.notebooks.showing(address);
    const free =
      owners.length === 0
        ? this.#restricted().length === 0
        : owners.some((id) => !this.#isRestricted(id));
    if (!free) throw new PortraitError('notebook_restricted');
  }

  /** Whether a notebook names a file, and one that is trusted does. */
  naming(path: string): 'trusted' | 'restricted' | null {
    const { workspace, folder } = this.#deps;
    const naming = workspace.notebooks
      .list()
      .filter(({ id }) => filesOf(workspace.notebooks.get(id), folder).has(path));
    if (naming.length === 0) return null;
    return naming.some(({ id }) => !this.#isRestricted(id)) ? 'trusted' : 'restricted';
  }

  create(title: string): string {
    return this.add(newNotebook(title), { trusted: true });
  }

  document(id: string): Notebook {
    return this.#deps.workspace.notebooks.get(id).document;
  }

  /** A deleted notebook can be restored; what it was making is stopped. */
  delete(id: string): void {
    this.#deps.workspace.notebooks.get(id);
    this.#sessions.get(id)?.close();
    this.#sessions.delete(id);
    this.#deps.workspace.notebooks.setDeleted(id, this.#deps.clock());
  }

  restore(id: string): void {
    this.#deps.workspace.notebooks.setDeleted(id, null);
  }

  /** Throws `not_found`. */
  output(address: Address): CellOutput {
    const { results } = this.#deps.workspace;
    const { kind, output, milliseconds, madeAt } = results.get(address);
    results.touch(address, this.#deps.clock());
    return { address, kind, output, milliseconds, madeAt };
  }

  /** Asks a stored result one of its kind's questions. Throws `not_found`, `bad_request` and what the kind throws. */
  async query(address: Address, query: string, input: Json): Promise<Json> {
    this.refuseRestricted(address);
    const { workspace, training, recommending, clock } = this.#deps;
    const { kind, output, ingredients } = workspace.results.get(address);
    const inputs = (slot: string): InputResult[] =>
      (ingredients.inputs[slot] ?? []).map((link) => ({
        ...link,
        output: workspace.results.get(link.address).output,
      }));
    const result = (other: string): InputResult => storedInput(workspace, other);
    const context = { workspace, training, recommending, clock, address, inputs, result };
    return this.#kind(kind).query(query, context, output, input);
  }

  /** Sets the most bytes results may take and drops what is beyond. */
  async setLimit(bytes: number): Promise<void> {
    this.#deps.workspace.results.limit = bytes;
    await dropBeyondLimit(this.#deps, this.#maker.inUse());
  }

  /** Deletes runs and fits for good; gives the ids of those that stay (see `purgeRuns`). */
  purgeRuns(notebook: string, ids: readonly string[]): Promise<string[]> {
    const { workspace, training } = this.#deps;
    return purgeRuns({ workspace, training, used: this.#maker.inUse() }, notebook, ids);
  }

  /** Stops whatever is being made for any notebook. */
  stopAll(): void {
    for (const session of this.#sessions.values()) session.stop('all');
  }

  /** Lets go of every open notebook, so that whoever watches one opens it anew, as it is stored then. */
  reopen(): void {
    for (const session of this.#sessions.values()) session.close(true);
    this.#sessions.clear();
    this.#deps.workspace.results.forget();
  }

  /** Looks at the files of every open notebook again. */
  lookAtData(): void {
    for (const session of this.#sessions.values()) session.lookAtData();
  }

  close(): void {
    for (const session of this.#sessions.values()) session.close();
    this.#sessions.clear();
  }

  /** Ids of the restricted notebooks. */
  #restricted(): string[] {
    const all = this.#deps.workspace.notebooks.list().map(({ id }) => id);
    return all.filter((id) => this.#isRestricted(id));
  }

  #isRestricted(id: string): boolean {
    const open = this.#sessions.get(id);
    return open?.restricted ?? !this.#deps.workspace.notebooks.get(id).trusted;
  }

  #kind(name: string): UntypedKind {
    const kind = this.#deps.kinds.get(name);
    if (kind === undefined) throw new PortraitError('not_found', { what: name });
    return kind;
  }
}
