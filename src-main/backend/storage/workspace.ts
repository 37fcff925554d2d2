import type { Database } from 'better-sqlite3';
import {
  existsSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { PortraitError, type ErrorData } from '#shared/errors/index.ts';
import type { Actor } from '#shared/model/role.ts';
import { artefactBytes } from './artefact-size.ts';
import { AuditLog } from './audit/audit-log.ts';
import { headKeepers } from './audit/head-keepers.ts';
import { backUp } from './file/backups.ts';
import { BlobStore } from './blob-store.ts';
import { checkpoint } from './runs/checkpoint.ts';
import { copyOf } from './file/copy.ts';
import { copyKeys, type PageKey } from './encryption/index.ts';
import { clearRewriting } from './encryption/rewrite.ts';
import { ErasedData } from './erased-data.ts';
import { FilePlace } from './file/file-place.ts';
import { countChanges, findLosses } from './ledger.ts';
import { Marks } from './marks.ts';
import { migrations } from './migrations.ts';
import { NotebookStore } from './notebooks/notebook-store.ts';
import { PrivacyLedger } from './privacy-ledger.ts';
import { connect, holdAlone, openDatabase } from './file/open-database.ts';
import { checkLogs, checkPath } from './file/path-check.ts';
import { ResultStore, type Artefacts } from './result-store.ts';
import { changedCopy, finishRemovals } from './rewriting.ts';
import { RunMarks } from './runs/run-marks.ts';
import { RunStore } from './runs/runs.ts';
import { sqliteCode, storageError } from './sqlite-errors.ts';
import { syncFolder } from './file/sync.ts';
import { switchableDatabase, type SwitchableDatabase } from './file/switchable-database.ts';
import { TableStore } from './tables/index.ts';
import { Witness } from './file/witness.ts';
import { WorkspaceLock } from './file/workspace-lock.ts';

/** The files are looked at this often, and what must not get lost is noted beside them. */
const lookEveryMs = 500;
const pagesGivenBack = 20_000;
/** Bytes a log may keep while nothing is written. */
const largestLog = 6e6;

export type WorkspaceDeps = {
  /** Milliseconds since 1970. */
  clock: () => number;
  newId: () => string;
  /** Marks notebooks as made here; never stored in the file. One for this process where absent. */
  trustKey?: Uint8Array;
  /** False only for tools that look at a copy. */
  lock?: boolean;
  /** What opens an encrypted workspace. */
  key?: PageKey;
  migrations?: readonly ((db: Database) => void)[];
  /** Who acts now; the owner where absent. */
  actor?: () => Actor;
  /** The user's own folder, where the end of the audit log is noted; beside the file alone where absent. */
  userFolder?: string;
};

/** One open workspace file. */
export class Workspace {
  /** The one writer connection; another after `saveTo`. */
  readonly db: Database;
  readonly blobs: BlobStore;
  readonly tables: TableStore;
  readonly runs: RunStore;
  readonly runMarks: RunMarks;
  readonly results: ResultStore;
  readonly notebooks: NotebookStore;
  readonly privacy: PrivacyLedger;
  readonly audit: AuditLog;
  readonly erased: ErasedData;
  /** What happened while opening that the user should know; null where nothing did. */
  readonly notice: ErrorData | null;
  readonly #connection: SwitchableDatabase;
  readonly #key: PageKey | null;
  readonly #marks: Marks;
  readonly #looking: NodeJS.Timeout | null;
  #place: FilePlace;
  #witness: Witness;
  #lock: WorkspaceLock | null;
  #problem: ErrorData | null = null;
  #onProblem: () => void = () => undefined;
  #settled = { seen: -1, written: -1 };

  /**
   * Opens or creates the file. Throws `workspace_*` and `disk_full`; a file that is refused is not changed, and nothing that may
   * never answer is opened.
   */
  static open(path: string, deps: WorkspaceDeps): Workspace {
    const wanted = resolve(path);
    try {
      checkPath(wanted);
      mkdirSync(dirname(wanted), { recursive: true });
      return new Workspace(existsSync(wanted) ? realpathSync(wanted) : wanted, deps);
    } catch (error) {
      throw storageError(error, wanted);
    }
  }

  private constructor(path: string, deps: WorkspaceDeps) {
    this.#lock = deps.lock === false ? null : WorkspaceLock.acquire(path);
    this.#key = deps.key ?? null;
    this.#marks = new Marks(deps.trustKey);
    try {
      checkPath(path);
      if (existsSync(path)) checkLogs(path, this.#lock?.held ?? null);
      const file = { path, key: this.#key };
      const opened = openDatabase(file, deps.clock, deps.migrations ?? migrations);
      if (this.#lock !== null) clearRewriting(path);
      const known = this.#lock?.mark ?? 0;
      this.#connection = switchableDatabase(opened.db);
      this.db = this.#connection.db;
      this.blobs = new BlobStore(this.db, deps.newId);
      this.tables = new TableStore(this.db, deps.newId, () => this.inPlace(), this.#key);
      this.runs = new RunStore(this.db);
      this.runMarks = new RunMarks(this.db);
      this.results = new ResultStore(this.db);
      this.privacy = new PrivacyLedger(this.db);
      this.erased = new ErasedData(this.db);
      if (this.#lock !== null) finishRemovals(this.db, path);
      this.notebooks = new NotebookStore(this.db, this.#marks, () => this.inPlace());
      this.#place = new FilePlace(path);
      this.audit = new AuditLog(this.db, {
        clock: deps.clock,
        actor: deps.actor ?? (() => ({ role: 'owner', name: '' })),
        keepers: headKeepers({ lock: () => this.#lock, path: () => this.path }, deps.userFolder),
      });
      this.#witness = new Witness(opened.db, path, this.#key === null);
      this.#noteFiles();
      this.notice = this.#findLoss(known) ?? opened.notice;
    } catch (error) {
      const told = storageError(error, path);
      if (told instanceof PortraitError && told.code !== 'workspace_locked') this.#lock?.withdraw();
      else this.#lock?.release();
      throw told;
    }
    this.#looking = this.#lock === null ? null : setInterval(() => this.look(), lookEveryMs);
    this.#looking?.unref();
  }

  get path(): string {
    return this.#place.path;
  }

  get folder(): string {
    return dirname(this.path);
  }

  /** What is wrong with the file at the path, so that nothing counts as saved: null while all is well. */
  get problem(): ErrorData | null {
    return this.#problem;
  }

  /** Calls whenever `problem` has changed. */
  onProblem(listener: () => void): void {
    this.#onProblem = listener;
  }

  get encrypted(): boolean {
    return this.#key !== null;
  }

  /**
   * Returns where what was just written is in the file at the path, on the disk; throws what is wrong with that file otherwise. A
   * log that was taken away is made anew first.
   */
  inPlace(): void {
    this.#setProblem(this.#findProblem());
    if (this.#problem !== null) throw new PortraitError(this.#problem.code, this.#problem.params);
  }

  /** Looks at the files, and notes beside them how far the ledger has come. */
  look(): void {
    if (!this.db.open) return;
    try {
      const had = this.#problem;
      this.#setProblem(this.#findProblem());
      // The file that was moved takes everything along that was acknowledged.
      if (this.#witness.overwritten()) return;
      if (this.#problem !== null) checkpoint(this.db, had === null ? 'TRUNCATE' : 'PASSIVE');
      else {
        this.#keepLock();
        this.#settle();
        // Notes how far the file has come, to know an older copy of it.
        this.#witness.overwritten();
      }
      this.#mark();
      if (this.#problem === null) this.audit.keepHead();
    } catch (error) {
      // A full or failing disk is told where something is saved; here it can wait for the next look.
      if (sqliteCode(error) === undefined && !(error instanceof PortraitError)) throw error;
    }
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
      copyKeys(this.path, target);
      return statSync(target).size;
    } catch (error) {
      throw storageError(error, target);
    }
  }

  /**
   * Writes everything to a new file and goes on in it: the way out where the open one is gone. Nothing stops meanwhile. Throws
   * `file_exists`, `disk_full`, `workspace_read_only` and `workspace_locked`; all stays as it is then.
   */
  async saveTo(target: string): Promise<void> {
    const path = resolve(target);
    if (existsSync(path)) throw new PortraitError('file_exists', { file: path });
    mkdirSync(dirname(path), { recursive: true });
    const former = this.#place;
    const lock = path === former.path ? this.#lock : WorkspaceLock.acquire(path);
    try {
      const copy = await copyOf(this.db, path, this.#key);
      // Where the file was overwritten, only what SQLite still had in memory is whole.
      if (this.#witness.overwritten()) copy.check();
      // From here on in one turn: nothing is written in between.
      if (path === former.path) for (const log of former.ownLogs()) rmSync(log, { force: true });
      if (path !== former.path) copyKeys(former.path, path);
      copy.place();
      const next = connect({ path, key: this.#key }, false);
      const old = this.#connection.change(next);
      this.#place = new FilePlace(path);
      this.#leave(old, former);
      this.#witness = new Witness(next, path, this.#key === null);
    } catch (error) {
      if (lock !== this.#lock) lock?.release();
      throw storageError(error, path);
    }
    if (lock !== this.#lock) {
      for (const log of former.ownLogs()) rmSync(log, { force: true });
      this.#lock?.release();
      this.#lock = lock;
    }
    this.#noteFiles();
    this.audit.forgetNote();
    this.look();
  }

  /**
   * Writes the whole file anew as `change` leaves it, and goes on in that one: whoever is killed on the way finds the file as it was
   * or as it is now, never a part. Nothing else may be at work. Throws what `change` and SQLite throw; all stays as it is then.
   */
  rewrite<T>(change: (db: Database, marks: Marks) => T): T {
    this.inPlace();
    const [path, file] = [this.path, { path: this.path, key: this.#key }];
    try {
      const result = changedCopy(this.db, file, (db) => change(db, this.#marks));
      checkpoint(this.db, 'TRUNCATE');
      this.#leave(this.db, this.#place);
      try {
        // A log of the former file would be taken for the new one's.
        for (const end of ['-wal', '-shm']) rmSync(path + end, { force: true });
        renameSync(`${path}.part`, path);
        syncFolder(dirname(path));
      } finally {
        this.#connection.change(connect(file, false));
        this.#place = new FilePlace(path);
        this.#witness = new Witness(this.db, path, this.#key === null);
        this.#noteFiles();
      }
      finishRemovals(this.db, path);
      this.look();
      return result;
    } catch (error) {
      throw storageError(error, path);
    }
  }

  close(): void {
    if (!this.db.open) return;
    if (this.#looking !== null) clearInterval(this.#looking);
    this.tables.close();
    this.look();
    if (this.#problem === null) this.#shrink();
    this.#leave(this.db, this.#place);
    // SQLite leaves the log of a file that has moved: it is empty, and would be a riddle.
    if (this.#problem !== null)
      for (const log of this.#place.ownLogs()) rmSync(log, { force: true });
    this.#lock?.release();
  }

  /** Closes a connection; one whose file was overwritten leaves nothing of its own in what lies there now. */
  #leave(db: Database, place: FilePlace): void {
    if (this.#witness.overwritten())
      for (const log of place.ownLogs()) if (log.endsWith('-wal')) truncateSync(log);
    db.close();
    this.#witness.close();
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

  #findProblem(): ErrorData | null {
    const params = { file: this.path };
    const lost = this.#place.lost();
    if (lost !== null) return { code: lost, params };
    if (this.#witness.overwritten()) return { code: 'workspace_replaced', params };
    if (!this.#place.logLost() || this.db.inTransaction || this.#renewLog()) return null;
    return { code: 'workspace_log_gone', params };
  }

  /** A log that nobody can find any more is written into the file, and a new one begun. */
  #renewLog(): boolean {
    try {
      holdAlone(this.db, 0);
    } catch (error) {
      if (sqliteCode(error) === undefined) throw error;
      // Something still reads: all that counts is in the file itself then, or it does not count.
      return checkpoint(this.db, 'PASSIVE');
    }
    this.#noteFiles();
    return true;
  }

  #setProblem(problem: ErrorData | null): void {
    if (problem?.code === this.#problem?.code) return;
    this.#problem = problem;
    this.#onProblem();
  }

  #noteFiles(): void {
    this.#place.note();
    if (this.#lock !== null) this.#lock.held = this.#place.identities;
  }

  /** A lock file that was deleted is made again; the file itself keeps others out meanwhile. */
  #keepLock(): void {
    if (this.#lock === null || this.#lock.there) return;
    const lock = WorkspaceLock.acquire(this.path);
    this.#lock.release();
    this.#lock = lock;
    this.#noteFiles();
  }

  /** Once nothing changes any more, the file alone holds everything, wherever it is taken. */
  #settle(): void {
    const changes = countChanges(this.db);
    const log = statSync(`${this.path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
    const quiet = changes === this.#settled.seen;
    if (quiet && (changes !== this.#settled.written || log > largestLog)) {
      // A log that something large has left, or that was given up half-way, goes back to the disk.
      if (checkpoint(this.db, log > largestLog ? 'TRUNCATE' : 'PASSIVE'))
        this.#settled.written = changes;
    }
    this.#settled.seen = changes;
  }

  #mark(): void {
    const changes = countChanges(this.db);
    if (this.#lock !== null && this.#lock.mark !== changes) this.#lock.mark = changes;
  }

  #findLoss(known: number): ErrorData | null {
    const changes = countChanges(this.db);
    if (known > changes)
      return { code: 'workspace_lost_changes', params: { count: known - changes } };
    const losses = findLosses(this.db);
    const first = losses[0];
    if (first === undefined) return null;
    return { code: 'workspace_lost_rows', params: { ...first, places: losses.length } };
  }
}
