import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newNotebook } from '../../src-main/backend/notebook/new-notebook.ts';
import { pageKeyOf, type DataKey } from '../../src-main/backend/storage/encryption/index.ts';
import type { Kdf } from '../../src-main/backend/storage/encryption/passphrase-slot.ts';
import {
  createKey,
  encryptWorkspace,
  type NewKey,
} from '../../src-main/backend/storage/encryption/rewrite.ts';
import { Workspace, type WorkspaceDeps } from '../../src-main/backend/storage/index.ts';
import { counter, temporaryFolder } from './folder.ts';

/** The cheapest that is allowed. */
export const cheap: Kdf = { name: 'argon2id', memoryKiB: 19_456, passes: 2, lanes: 1 };
/** Stands in the title of the notebook and in every row, and nowhere else. */
export const marker = 'zqxjkvbpyfgcrl';
export const rows = 3000;

/** A folder with a workspace to be encrypted; `remove` closes and deletes all. */
export function sealedFolder() {
  const folder = temporaryFolder();
  const path = folder.file('mine.portrait');
  const open: Workspace[] = [];
  let opened = 0;

  function openWorkspace(key: DataKey | null, file = path, extra: Partial<WorkspaceDeps> = {}) {
    const unlocked = key === null ? {} : { key: pageKeyOf(key) };
    const deps = { clock: () => 1.8e12, newId: counter(`id${(opened += 1)}x`) };
    const workspace = Workspace.open(file, { ...deps, ...unlocked, ...extra });
    open.push(workspace);
    return workspace;
  }

  function closeAll(): void {
    for (const workspace of open.splice(0)) workspace.close();
  }

  function addTable(workspace: Workspace): string {
    const writer = workspace.tables.create([{ name: 'a', type: 'text' }], { synthetic: false });
    writer.append(Array.from({ length: rows }, (_, row) => [`${marker} ${(row * 7919) % 10_007}`]));
    return writer.finish().id;
  }

  return {
    ...{ folder, path, openWorkspace, closeAll, addTable },
    /** A workspace with a notebook and a table, closed; gives the table's id. */
    filled(key: DataKey | null = null, file = path): string {
      const workspace = openWorkspace(key, file);
      workspace.notebooks.create('n', newNotebook(`about ${marker}`), 5);
      const id = addTable(workspace);
      closeAll();
      return id;
    },
    async encrypted(passphrase = 'correct horse'): Promise<NewKey> {
      const made = await createKey(passphrase, cheap);
      encryptWorkspace(path, made, null);
      return made;
    },
    /** How often the marker stands in any file, as UTF-8 or UTF-16. */
    hits: (): number =>
      readdirSync(folder.path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .reduce((sum, entry) => sum + hitsIn(join(entry.parentPath, entry.name)), 0),
    bytesByName: (): Map<string, string> =>
      new Map(
        readdirSync(folder.path)
          .filter((name) => !name.endsWith('-lock'))
          .map((name) => [name, readFileSync(join(folder.path, name)).toString('base64')]),
      ),
    remove(): void {
      closeAll();
      folder.remove();
    },
  };
}

function hitsIn(file: string): number {
  const bytes = readFileSync(file);
  const both = [bytes.toString('latin1'), bytes.toString('utf16le')];
  return both.reduce((sum, text) => sum + text.split(marker).length - 1, 0);
}
