import type { Address, CellId, NotebookId } from '#shared/model/ids.ts';
import type { ErrorCode } from '#shared/errors/codes.ts';
import { PortraitError, toErrorData } from '#shared/errors/index.ts';
import type { Actor } from '#shared/model/role.ts';
import { json } from '#shared/model/json.ts';
import { deriveSeed } from '#shared/random/index.ts';
import type { JobQueue } from '../jobs/index.ts';
import type { Log } from '../lib/index.ts';
import { storageError, type Attempt, type Ingredients, type Workspace } from '../storage/index.ts';
import type { Recommending } from '../recommend/index.ts';
import type { Training } from '../train/index.ts';
import { keptAddress } from './address.ts';
import { namedInputs } from './inputs/named-inputs.ts';
import type { InputResult, KindContext } from './cell-kind.ts';
import { progressMeter, type CellJob } from './cell-job.ts';
import type { UntypedKind } from './untyped-kind.ts';
import { failureInAudit, toldInAudit } from './told-in-audit.ts';
import { dropBeyondLimit, dropResult } from './result-limit.ts';

export type MakerDeps = {
  workspace: Workspace;
  training: Training;
  recommending: Recommending;
  kinds: ReadonlyMap<string, UntypedKind>;
  queue: JobQueue;
  folder: string;
  clock: () => number;
  log: Log;
};

/** Any stored result as an input; which cell made it is not known. Throws `not_found`. */
export function storedInput(workspace: Workspace, address: Address): InputResult {
  const { kind, output } = workspace.results.get(address);
  return { cell: '', name: '', kind, address, output };
}

export type MakeRequest = {
  notebook: NotebookId;
  cell: CellId;
  kind: string;
  address: Address;
  ingredients: Ingredients;
  settings: unknown;
  notebookSeed: number;
};

/** Makes results, each address once at a time, and remembers how tries ended. */
export class ResultMaker {
  readonly #deps: MakerDeps;
  readonly #jobs = new Map<string, CellJob>();
  /** Attempts that could not be stored because the disk is full. */
  readonly #unsaved = new Map<string, Attempt>();
  readonly #listeners = new Set<() => void>();
  #ended = 0;
  readonly #inUse = new Set<() => Iterable<string>>();

  constructor(deps: MakerDeps) {
    this.#deps = deps;
  }

  /** How many jobs have ended so far. */
  get ended(): number {
    return this.#ended;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Addresses that must not be dropped now. */
  protect(addresses: () => Iterable<string>): () => void {
    this.#inUse.add(addresses);
    return () => this.#inUse.delete(addresses);
  }

  /** Addresses open notebooks show or that are being made from. */
  inUse(): Set<string> {
    return new Set([...this.#inUse].flatMap((addresses) => [...addresses()]));
  }

  job(address: Address): CellJob | undefined {
    return this.#jobs.get(address);
  }

  attempt(address: Address): Attempt | undefined {
    return this.#unsaved.get(address) ?? this.#deps.workspace.results.attempt(address);
  }

  forgetAttempt(address: Address): void {
    this.#unsaved.delete(address);
    this.#deps.workspace.results.clearAttempt(address);
  }

  /** Drops a stored result that this version cannot read, so that it can be made again. */
  async dropUnread(address: Address): Promise<void> {
    const { results } = this.#deps.workspace;
    if (this.#jobs.has(address) || !results.has(address)) return;
    const { kind, output } = results.get(address);
    if (this.#deps.kinds.get(kind)?.reads(output) === false) await dropResult(this.#deps, address);
  }

  /** Starts making a result, or joins whoever already does. */
  make(request: MakeRequest): CellJob {
    const wanted = `${request.notebook}/${request.cell}`;
    const running = this.#jobs.get(request.address);
    if (running !== undefined) {
      running.wantedBy.add(wanted);
      return running;
    }
    const kind = this.#deps.kinds.get(request.kind);
    if (kind === undefined) throw new PortraitError('not_found', { what: request.kind });
    const by = this.#deps.workspace.audit.actor;
    const cellJob: CellJob = {
      address: request.address,
      job: this.#deps.queue.add(kind.definition.cost, (signal) =>
        this.#run(kind, { ...request, by }, cellJob, signal),
      ),
      progress: null,
      run: null,
      wantedBy: new Set([wanted]),
      stopped: false,
    };
    this.#jobs.set(request.address, cellJob);
    const over = (thrown?: unknown): void => {
      this.#jobs.delete(request.address);
      this.#ended += 1;
      if (thrown !== undefined) this.#failed(cellJob, thrown, { ...request, by });
      this.#tell();
    };
    cellJob.job.done.then(() => over(), over);
    return cellJob;
  }

  /** Stops making a result on request; what it kept stays. */
  stop(address: Address): void {
    const running = this.#jobs.get(address);
    if (running === undefined) return;
    running.stopped = true;
    running.job.stop();
  }

  /** A cell no longer wants this result; when none does, the work ends without a trace. */
  release(address: Address, notebook: NotebookId, cell: CellId): void {
    const running = this.#jobs.get(address);
    running?.wantedBy.delete(`${notebook}/${cell}`);
    if (running?.wantedBy.size === 0) running.job.stop();
  }

  async #run(
    kind: UntypedKind,
    request: MakeRequest & { by: Actor },
    cellJob: CellJob,
    signal: AbortSignal,
  ): Promise<void> {
    const { workspace, clock } = this.#deps;
    const { address, ingredients } = request;
    if (workspace.results.has(address)) return;
    this.#tell();
    const began = clock();
    const named = await namedInputs(this.#deps, ingredients, signal);
    const made = await kind.run(this.#context(request, cellJob, signal), request.settings);
    const output = json.parse(made);
    const partial = kind.partial(made);
    const own = kind.artefacts(made);
    const artefacts = { ...own, tables: [...own.tables, ...named] };
    const bytes = JSON.stringify(output).length + workspace.artefactBytes(artefacts);
    const at = partial ? keptAddress(address, output) : address;
    const now = clock();
    workspace.results.put({
      address: at,
      kind: request.kind,
      output,
      ingredients,
      bytes,
      milliseconds: now - began,
      madeAt: now,
      artefacts,
    });
    const told = toldInAudit(kind.definition, output);
    const object = { type: 'cell', id: `${request.notebook}/${request.cell}` } as const;
    if (told !== null) workspace.audit.add({ ...told, object }, request.by);
    if (partial) {
      const error = { code: 'cancelled', params: {} } as const;
      const run = artefacts.runs[0] ?? null;
      workspace.results.setAttempt(address, { status: 'stopped', error, kept: at, run }, now);
    }
    await dropBeyondLimit(this.#deps, this.inUse().add(at));
  }

  #context(request: MakeRequest, cellJob: CellJob, signal: AbortSignal): KindContext {
    const { workspace, training, recommending, clock, folder } = this.#deps;
    const seedOf = this.#deps.kinds.get(request.kind)?.definition.seedOf;
    const meter = progressMeter(clock);
    const inputs = (slot: string): InputResult[] =>
      (request.ingredients.inputs[slot] ?? []).map((link) => ({
        ...link,
        output: workspace.results.get(link.address).output,
      }));
    return {
      notebook: request.notebook,
      cell: request.cell,
      address: request.address,
      workspace,
      training,
      recommending,
      seed: deriveSeed(request.notebookSeed, seedOf ?? request.kind),
      signal,
      folder,
      clock,
      progress: (report) => {
        cellJob.progress = meter(report);
        this.#tell();
      },
      follow: (run) => {
        cellJob.run = run;
        this.#tell();
      },
      inputs,
      input: (slot) => inputs(slot)[0],
      result: (address) => storedInput(workspace, address),
    };
  }

  #failed(cellJob: CellJob, thrown: unknown, request: MakeRequest & { by: Actor }): void {
    const { workspace, clock, log } = this.#deps;
    const error = toErrorData(storageError(thrown, workspace.path));
    if (error.code === 'cancelled' && !cellJob.stopped) return;
    const status = error.code === 'cancelled' ? 'stopped' : 'failed';
    const attempt: Attempt = { status, error, kept: null, run: cellJob.run };
    if (error.code === 'internal' && thrown instanceof Error) log(`cell failed: ${thrown.stack}`);
    try {
      workspace.results.setAttempt(cellJob.address, attempt, clock());
      if (status === 'failed') this.#tellFailure(request, error.code);
    } catch (unsaved) {
      log(`attempt not stored: ${String(unsaved)}`);
      this.#unsaved.set(cellJob.address, attempt);
    }
  }

  #tellFailure({ kind, notebook, cell, by }: MakeRequest & { by: Actor }, code: ErrorCode): void {
    const definition = this.#deps.kinds.get(kind)?.definition;
    const told = definition === undefined ? null : failureInAudit(definition, code);
    const object = { type: 'cell', id: `${notebook}/${cell}` } as const;
    if (told !== null) this.#deps.workspace.audit.add({ ...told, object }, by);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
