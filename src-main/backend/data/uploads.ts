import { createHash, type Hash } from 'node:crypto';
import { constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import {
  copyFile,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
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

/** The files that were handed over to a workspace of this mark; another one under the same name has folders of its own. */
export function uploadsBeside(workspacePath: string, owner: string): string[] {
  for (let n = 1, found: string[] = []; ; n += 1) {
    const folder = folderName(workspacePath, n);
    if (!existsSync(folder)) return found;
    const own = [undefined, owner].includes(ownerOf(folder)) ? readdirSync(folder) : [];
    found = [...found, ...own.filter(isUpload).map((name) => join(folder, name))];
  }
}

/** Whether a path lies where uploads do, under the hash of its content: gives that hash. */
export function uploadedHash(path: string): string | undefined {
  const inFolder = dirname(path).endsWith('.uploads');
  return inFolder ? /^([0-9a-f]{64})(?:\.[a-z0-9]{1,8})?$/.exec(basename(path))?.[1] : undefined;
}

/**
 * Where an upload lies: with its workspace, which may have been moved or saved elsewhere since a notebook named the path,
 * or else as named. What has the same hash is the same file.
 */
export function uploadPlace(path: string, workspacePath: string): string {
  if (uploadedHash(path) === undefined) return path;
  for (let n = 1; ; n += 1) {
    const folder = folderName(workspacePath, n);
    if (!existsSync(folder)) return path;
    const own = join(folder, basename(path));
    if (existsSync(own)) return own;
  }
}

function folderName(workspacePath: string, n: number): string {
  return `${workspacePath.replace(/\.portrait$/, '')}${n === 1 ? '' : ` ${n}`}.uploads`;
}

/** Deletes an upload that was imported under masks: its raw values are to stand nowhere. Other files are left alone. */
export async function removeUpload(path: string): Promise<void> {
  if (uploadedHash(path) !== undefined) await rm(path, { force: true });
}

/**
 * Files handed over by a window, kept in a folder beside the workspace file under the hash of their content, so that
 * the same file given twice is one. The folder says whose it is: another workspace under the same name, made after this
 * one was moved away, has a folder of its own.
 */
export class Uploads {
  readonly #workspacePath: () => string;
  readonly #owner: () => string;
  readonly #newId: () => string;
  readonly #open = new Map<string, Upload>();

  /** `workspacePath`: the folder is named after where the workspace lies now, `NAME.uploads`; `owner`: its own mark. */
  constructor(workspacePath: () => string, owner: () => string, newId: () => string) {
    this.#workspacePath = workspacePath;
    this.#owner = owner;
    this.#newId = newId;
  }

  get #folder(): string {
    return this.#folderBeside(this.#workspacePath());
  }

  #folderBeside(workspacePath: string): string {
    for (let n = 1; ; n += 1) {
      const folder = folderName(workspacePath, n);
      const owner = ownerOf(folder);
      if (owner === undefined || owner === this.#owner()) return folder;
    }
  }

  /**
   * Copies the uploads that are `used` beside another path, to which the workspace is about to be saved; gives what takes
   * the copies back. Throws disk_full and workspace_read_only, and leaves nothing then.
   */
  async copyBeside(
    path: string,
    used: (fileName: string) => boolean,
  ): Promise<() => Promise<void>> {
    const [from, to] = [this.#folder, this.#folderBeside(path)];
    const wanted =
      from === to ? [] : (await listed(from)).filter((name) => isWhole(name) && used(name));
    const isNew = !existsSync(to);
    const made: string[] = [];
    const undo = async (): Promise<void> => {
      for (const copy of made) await rm(copy, { force: true });
      if (isNew) await rm(to, { recursive: true, force: true });
    };
    if (wanted.length === 0) return undo;
    try {
      await guarded(to, async () => {
        await mkdir(to, { recursive: true });
        if (ownerOf(to) === undefined) await writeFile(join(to, ownerFile), this.#owner());
        for (const name of wanted) {
          const copy = join(to, name);
          if (existsSync(copy)) continue;
          made.push(copy);
          await copyFile(join(from, name), copy, constants.COPYFILE_FICLONE);
        }
      });
    } catch (error) {
      await undo();
      throw error;
    }
    return undo;
  }

  /** Throws disk_full and workspace_read_only. */
  async begin(name: string, bytes: number): Promise<string> {
    const id = this.#newId();
    const folder = this.#folder;
    const part = join(folder, `${id.replace(/\W/g, '')}.part`);
    const file = await guarded(folder, async () => {
      await mkdir(folder, { recursive: true });
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
    const written = upload.last.then(() =>
      guarded(dirname(upload.part), () => writeAll(upload, part)),
    );
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
    const folder = dirname(upload.part);
    const path = join(folder, upload.hash.digest('hex') + safeExtension(name));
    await guarded(folder, async () => {
      try {
        await upload.file.sync();
        await upload.file.close();
        if (ownerOf(folder) === undefined) await writeFile(join(folder, ownerFile), this.#owner());
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
    const folder = this.#folder;
    const names = await listed(folder);
    const unused = names.filter((name) => isUpload(name) && !underWay.has(name) && !used(name));
    for (const name of unused) await rm(join(folder, name), { force: true });
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
}

const ownerFile = '.workspace';

/** The mark of the workspace a folder of uploads belongs to; undefined where it has none. */
function ownerOf(folder: string): string | undefined {
  const path = join(folder, ownerFile);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

async function guarded<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error, folder);
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

const isWhole = (name: string): boolean => /^[0-9a-f]{64}(\.[a-z0-9]{1,8})?$/.test(name);
const isUpload = (name: string): boolean => name.endsWith('.part') || isWhole(name);

/** Names in a folder; none where it is not there. */
async function listed(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
}
