import type { Database } from 'better-sqlite3';
import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { PortraitError, type ErrorData } from '#shared/errors/index.ts';
import { artefactBytes } from './artefact-size.ts';
import { backUp } from './backups.ts';
import { BlobStore } from './blob-store.ts';
import { countChanges, findLosses } from './ledger.ts';
import { Marks } from './marks.ts';
import { migrations } from './migrations.ts';
import { NotebookStore } from './notebook-store.ts';
import { openDatabase } from './open-database.ts';
import { ResultStore, type Artefacts } from './result-store.ts';
import { RunStore } from './runs.ts';
import { sqliteCode, storageError } from './sqlite-errors.ts';
import { TableStore } from './tables/index.ts';
import { WorkspaceLock } from './workspace-lock.ts';

const markEveryMs = 1000;
const pagesGivenBack = 20_000;

export type WorkspaceDeps = {
  /** Milliseconds since 1970. */
  clock: () => number;
  newId: () => string;
  /** Marks notebooks as made here; never stored in the file. One for this process where absent. */
  trustKey?: Uint8Array;
  /** False only for tools that look at a copy. */
  lock?: boolean;
  migrations?: readonly ((db: Database) => void)[];
};

/** One open workspace file. */
export class Workspace {
  readonly path: string;
  readonly folder: string;
  /** The one writer connection. */
  readonly db: Database;
  readonly blobs: BlobStore;
  readonly tables: TableStore;
  readonly runs: RunStore;
  readonly results: ResultStore;
  readonly notebooks: NotebookStore;
  /** What happened while opening that the user should know; null where nothing did. */
  readonly notice: ErrorData | null;
  readonly #lock: WorkspaceLock | null;
  readonly #marking: NodeJS.Timeout | null;

  /** Opens or creates the file. Throws `workspace_*` and `disk_full`; a file that is refused is not changed. */
  static open(path: string, deps: WorkspaceDeps): Workspace {
    const wanted = resolve(path);
    try {
      mkdirSync(dirname(wanted), { recursive: true });
      return new Workspace(existsSync(wanted) ? realpathSync(wanted) : wanted, deps);
    } catch (error) {
      throw storageError(error, wanted);
    }
  }

  private constructor(path: string, deps: WorkspaceDeps) {
    this.path = path;
    this.folder = dirname(path);
    this.#lock = deps.lock === false ? null : WorkspaceLock.acquire(path);
    try {
      const opened = openDatabase(path, deps.clock, deps.migrations ?? migrations);
      this.db = opened.db;
      this.blobs = new BlobStore(this.db, deps.newId);
      this.tables = new TableStore(this.db, deps.newId);
      this.runs = new RunStore(this.db);
      this.results = new ResultStore(this.db);
      this.notebooks = new NotebookStore(this.db, new Marks(deps.trustKey));
      this.notice = this.#findLoss() ?? opened.notice;
    } catch (error) {
      const told = storageError(error, path);
      if (told instanceof PortraitError && told.code === 'workspace_not_ours')
        this.#lock?.withdraw();
      else this.#lock?.release();
      throw told;
    }
    this.#marking = this.#lock === null ? null : setInterval(() => this.#mark(), markEveryMs);
    this.#marking?.unref();
  }

  /** For read-only connections; close them before the workspace. */
  readerPath(): string {
    return this.path;
  }

  /** Size of the file and its write-ahead log. */
  bytes(): number {
    return [this.path, `${this.path}-wal`]
      .map((file) => statSync(file, { throwIfNoEntry: false })?.size ?? 0)
      .reduce((a, b) => a + b, 0);
  }

  /** Bytes that artefacts take in the file, about. */
  artefactBytes(artefacts: Artefacts): number {
    return artefactBytes(this.db, this.blobs, artefacts);
  }

  /** Writes a consistent copy and returns its bytes. Throws `file_exists`, `disk_full` and `workspace_read_only`. */
  backUp(target: string): number {
    if (existsSync(target)) throw new PortraitError('file_exists', { file: target });
    try {
      backUp(this.db, target);
      return statSync(target).size;
    } catch (error) {
      throw storageError(error, target);
    }
  }

  close(): void {
    if (!this.db.open) return;
    if (this.#marking !== null) clearInterval(this.#marking);
    this.tables.close();
    this.#mark();
    this.#shrink();
    this.db.close();
    this.#lock?.release();
  }

  /** Gives the space of dropped tables back, some at a time so that closing stays quick. */
  #shrink(): void {
    try {
      this.db.pragma(`incremental_vacuum(${pagesGivenBack})`);
    } catch (error) {
      // A full disk cannot shrink the file either; the free pages are used again.
      if (sqliteCode(error) !== 'SQLITE_FULL') throw error;
    }
  }

  #mark(): void {
    const changes = countChanges(this.db);
    if (this.#lock !== null && this.#lock.mark !== changes) this.#lock.mark = changes;
  }

  #findLoss(): ErrorData | null {
    const known = this.#lock?.mark ?? 0;
    const changes = countChanges(this.db);
    if (known > changes)
      return { code: 'workspace_lost_changes', params: { count: known - changes } };
    const losses = findLosses(this.db);
    const first = losses[0];
    if (first === undefined) return null;
    return { code: 'workspace_lost_rows', params: { ...first, places: losses.length } };
  }
}
