import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkoutStampDir, root, stampDir } from './paths.mjs';

const IGNORED = new Set(['node_modules', '.DS_Store']);
/** What the window's build writes beside its sources: the compiled messages and the project folder's notes. */
const GENERATED = /i18n[/\\](paraglide|project\.inlang)/;

/** A hash over path and content of everything below `inputs` (paths from the checkout's root). */
export function hashInputs(inputs, base = root) {
  const hash = createHash('sha256');
  for (const input of inputs) addPath(hash, join(base, input), base);
  return hash.digest('hex');
}

function addPath(hash, path, base) {
  if (GENERATED.test(relative(base, path))) return;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isDirectory()) {
    hash.update(`${relative(base, path)}\0${stats.size}\0`).update(readFileSync(path));
    return;
  }
  for (const name of readdirSync(path).sort())
    if (!IGNORED.has(name)) addPath(hash, join(path, name), base);
}

/** The stamp a step left when it last succeeded, or undefined; in another's checkout, what its owner's set-up left. */
export function readStamp(step, folder = stampDir) {
  for (const place of folder === stampDir ? [stampDir, checkoutStampDir] : [folder])
    try {
      return readFileSync(join(place, `${step}.stamp`), 'utf8');
    } catch {
      // Not there: the other place may have it.
    }
  return undefined;
}

/** Written in one piece: an interrupted step leaves no stamp or the old one. */
export function writeStamp(step, value, folder = stampDir) {
  mkdirSync(folder, { recursive: true });
  const partial = join(folder, `${step}.${process.pid}.partial`);
  writeFileSync(partial, value);
  renameSync(partial, join(folder, `${step}.stamp`));
}
