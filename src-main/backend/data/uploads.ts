import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { PortraitError } from '#shared/errors/index.ts';
import { storageError } from '../storage/index.ts';

const mostPartBytes = 4 * 2 ** 20;

type Upload = {
  name: string;
  bytes: number;
  received: number;
  part: string;
  file: FileHandle;
  hash: Hash;
  /** Parts are written one after the other, in the order they were given. */
  last: Promise<void>;
};

/** Whether a path lies where uploads do, under the hash of its content: gives that hash. */
export function uploadedHash(path: string): string | undefined {
  const inFolder = dirname(path).endsWith('.uploads');
  return inFolder ? /^([0-9a-f]{64})(?:\.[a-z0-9]{1,8})?$/.exec(basename(path))?.[1] : undefined;
}

/** Deletes an upload that was imported under masks: its raw values are to stand nowhere. Other files are left alone. */
export async function removeUpload(path: string): Promise<void> {
  if (uploadedHash(path) !== undefined) await rm(path, { force: true });
}

/**
 * Files handed over by a window, kept in a folder beside the workspace file under the hash of their content, so that
 * the same file given twice is one.
 */
export class Uploads {
  readonly #folder: string;
  readonly #newId: () => string;
  readonly #open = new Map<string, Upload>();

  /** `workspacePath`: the folder is named after the workspace, `NAME.uploads`. */
  constructor(workspacePath: string, newId: () => string) {
    this.#folder = workspacePath.replace(/\.portrait$/, '') + '.uploads';
    this.#newId = newId;
  }

  /** Throws disk_full and workspace_read_only. */
  async begin(name: string, bytes: number): Promise<string> {
    const id = this.#newId();
    const part = join(this.#folder, `${id.replace(/\W/g, '')}.part`);
    const file = await this.#guarded(async () => {
      await mkdir(this.#folder, { recursive: true });
      return open(part, 'wx');
    });
    const hash = createHash('sha256');
    const plain = basename(name.replaceAll('\\', '/'));
    this.#open.set(id, {
      ...{ name: plain, bytes, received: 0, part, file, hash },
      last: Promise.resolve(),
    });
    return id;
  }

  /** Gives the bytes received so far. Throws not_found, bad_request, disk_full. */
  async append(id: string, part: Uint8Array): Promise<number> {
    const upload = this.#get(id);
    if (part.length > mostPartBytes) {
      throw new PortraitError('bad_request', { detail: `a part of ${part.length} bytes` });
    }
    upload.received += part.length;
    const { received } = upload;
    if (received > upload.bytes) {
      await this.#discard(id);
      const { name: file, bytes } = upload;
      throw new PortraitError('file_upload', { file, received, bytes });
    }
    const written = upload.last.then(() => this.#guarded(() => writeAll(upload, part)));
    upload.last = written.catch(() => undefined);
    try {
      await written;
    } catch (error) {
      await this.#discard(id);
      throw error;
    }
    return received;
  }

  /** Throws file_upload where bytes are missing. */
  async finish(id: string): Promise<{ path: string; name: string; bytes: number }> {
    const upload = this.#get(id);
    const { name, bytes, received } = upload;
    await upload.last;
    if (received !== bytes) {
      await this.#discard(id);
      throw new PortraitError('file_upload', { file: name, received, bytes });
    }
    this.#open.delete(id);
    const path = join(this.#folder, upload.hash.digest('hex') + safeExtension(name));
    await this.#guarded(async () => {
      try {
        await upload.file.sync();
        await upload.file.close();
        await rename(upload.part, path);
      } catch (error) {
        // On a full disk the part would stand in the way of everything else.
        await upload.file.close().catch(() => undefined);
        await rm(upload.part, { force: true });
        throw error;
      }
    });
    return { path, name, bytes };
  }

  /** Deletes uploads that are not `used` (asked by file name), and what was left of broken ones. Gives their names. */
  async clean(used: (fileName: string) => boolean): Promise<string[]> {
    const underWay = new Set([...this.#open.values()].map(({ part }) => basename(part)));
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    });
    const unused = names.filter((name) => isUpload(name) && !underWay.has(name) && !used(name));
    for (const name of unused) await rm(join(this.#folder, name), { force: true });
    return unused;
  }

  /** Gives up what is under way. */
  async close(): Promise<void> {
    for (const id of this.#open.keys()) await this.#discard(id);
  }

  #get(id: string): Upload {
    const upload = this.#open.get(id);
    if (upload === undefined) throw new PortraitError('not_found', { what: `Upload ${id}` });
    return upload;
  }

  async #discard(id: string): Promise<void> {
    const upload = this.#open.get(id);
    if (upload === undefined) return;
    this.#open.delete(id);
    await upload.last;
    await upload.file.close();
    await rm(upload.part, { force: true });
  }

  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw storageError(error, this.#folder);
    }
  }
}

async function writeAll({ file, hash }: Upload, part: Uint8Array): Promise<void> {
  hash.update(part);
  await file.writeFile(part);
}

/** The format is found by content; the ending is kept for people who look into the folder. */
function safeExtension(name: string): string {
  const extension = extname(name).toLowerCase();
  return /^\.[a-z0-9]{1,8}$/.test(extension) ? extension : '';
}

function isUpload(name: string): boolean {
  return name.endsWith('.part') || /^[0-9a-f]{64}(\.[a-z0-9]{1,8})?$/.test(name);
}
