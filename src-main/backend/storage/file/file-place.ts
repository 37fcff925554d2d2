import { statSync, type BigIntStats } from 'node:fs';

/** Which file lies at a path: device and number on it. */
export type FileIdentity = string;

/** Null where nothing lies at the path, or nothing that can be looked at. */
export function identityOf(path: string): FileIdentity | null {
  const found = look(path);
  return found === null ? null : `${found.dev}:${found.ino}`;
}

/** The files a connection writes to, to tell whether they are still the ones at their paths. */
export class FilePlace {
  readonly path: string;
  #file: FileIdentity | null = null;
  #log: FileIdentity | null = null;
  #index: FileIdentity | null = null;

  /** `path` is open, in write-ahead mode, with its log made. */
  constructor(path: string) {
    this.path = path;
    this.note();
  }

  get identities(): { file: FileIdentity | null; log: FileIdentity | null } {
    return { file: this.#file, log: this.#log };
  }

  /** Remembers the files as they lie now. */
  note(): void {
    this.#file = identityOf(this.path);
    this.#log = identityOf(`${this.path}-wal`);
    this.#index = identityOf(`${this.path}-shm`);
  }

  /** What has become of the file itself. */
  lost(): 'workspace_gone' | 'workspace_replaced' | null {
    const found = look(this.path);
    if (found === null) return 'workspace_gone';
    const same = `${found.dev}:${found.ino}` === this.#file && found.size > 0n;
    return same ? null : 'workspace_replaced';
  }

  /** Whether the write-ahead log or its index was taken away or exchanged. */
  logLost(): boolean {
    return (
      identityOf(`${this.path}-wal`) !== this.#log || identityOf(`${this.path}-shm`) !== this.#index
    );
  }

  /** Of the files beside the workspace, those that are ours still: nobody else's may be touched. */
  ownLogs(): string[] {
    const own = [
      [`${this.path}-wal`, this.#log],
      [`${this.path}-shm`, this.#index],
    ] as const;
    return own.flatMap(([path, known]) => {
      const found = identityOf(path);
      return found !== null && found === known ? [path] : [];
    });
  }
}

function look(path: string): BigIntStats | null {
  try {
    return statSync(path, { bigint: true });
  } catch {
    // Gone, or its folder is, or the disk it was on: to a connection that must be found again it is all one.
    return null;
  }
}
