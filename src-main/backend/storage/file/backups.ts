import type { Database } from 'better-sqlite3';
import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { copyKeys } from '../encryption/index.ts';

/** `NAME.before-3-20261124-101500.portrait` beside NAME.portrait. */
export function sibling(path: string, what: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const stem = basename(path).replace(/\.portrait$/, '');
  for (let count = 1; ; count += 1) {
    const suffix = count === 1 ? '' : `-${count}`;
    const candidate = join(dirname(path), `${stem}.${what}-${stamp}${suffix}.portrait`);
    if (!existsSync(candidate)) return candidate;
  }
}

/** A consistent copy of a database in use. Throws what SQLite throws; an existing target is refused by it. */
export function backUp(db: Database, target: string): void {
  db.prepare('VACUUM INTO ?').run(target);
}

/** Moves a damaged file out of the way together with its write-ahead log, which may hold what the file lacks. */
export function setAside(path: string, now: number): string {
  const aside = sibling(path, 'damaged', now);
  for (const suffix of ['-wal', '-shm'])
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  copyKeys(path, aside);
  renameSync(path, aside);
  return aside;
}

/** Every copy of a workspace that was put beside it, backups and what was set aside, with what belongs to each. */
export function copiesBeside(path: string): string[] {
  const stem = basename(path).replace(/\.portrait$/, '');
  const copy = /^\.(before|damaged)-[^/]*\.portrait(-wal|-shm|-keys|-lock)?$/;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(stem) && copy.test(name.slice(stem.length)))
    .map((name) => join(dirname(path), name));
}

/** The newest backup beside a workspace, or undefined. */
export function newestBackup(path: string): string | undefined {
  const stem = `${basename(path).replace(/\.portrait$/, '')}.before-`;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(stem) && name.endsWith('.portrait'))
    .map((name) => join(dirname(path), name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}
