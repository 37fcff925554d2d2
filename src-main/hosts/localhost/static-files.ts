import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';

const rescanMs = 1000;

/** The built page: exactly the files that lie there now, by the path they are asked for under. */
export class StaticFiles {
  readonly #folder: string;
  readonly #now: () => number;
  #files = new Map<string, string>();
  #scannedAt = -Infinity;

  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  /** The file's place on disk, or undefined where no such file was built. A new build is noticed within a second. */
  find(path: string): string | undefined {
    const name = path === '/' ? '/index.html' : path;
    if (!this.#files.has(name) && this.#now() - this.#scannedAt > rescanMs) this.#scan();
    return this.#files.get(name);
  }

  paths(): string[] {
    this.#scan();
    return ['/', ...this.#files.keys()];
  }

  #scan(): void {
    this.#scannedAt = this.#now();
    const entries = readdirSync(this.#folder, { recursive: true, withFileTypes: true });
    this.#files = new Map(
      entries
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((file) => [file.slice(this.#folder.length).split(sep).join('/'), file]),
    );
  }
}
