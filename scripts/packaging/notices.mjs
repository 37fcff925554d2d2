import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { TENSORFLOW_VERSION } from '../setup/engine-variant.mjs';
import { root } from '../setup/paths.mjs';
import { shippedPackages } from './shipped.mjs';

const LICENCE_FILE = /^(licen[cs]e|copying|notice|third.?party.*)([.-].*)?$/i;
const rule = '='.repeat(78);

/** Writes the licences of everything that ships into one text file and resolves with its path. */
export function writeNotices(engineFolder, folder = join(root, 'out', 'notices')) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'THIRD-PARTY-NOTICES.txt');
  writeFileSync(path, noticesText(engineFolder));
  return path;
}

export function noticesText(engineFolder, base = root) {
  const packages = shippedPackages(base).filter(({ path }) => existsSync(join(base, path)));
  const parts = packages.map(({ path, name, version, license }) => ({
    head: `${name} ${version} (${license})`,
    texts: licenceTexts(join(base, path)),
  }));
  if (engineFolder !== undefined) parts.push(tensorflow(engineFolder, base));
  const body = parts.map(
    ({ head, texts }) =>
      `${rule}\n${head}\n${rule}\n\n${texts.join('\n\n') || 'No licence file comes with it.'}\n`,
  );
  return `Portrait ships the following works of others, each under its own licence.\n\n${body.join('\n')}`;
}

/** Licence texts in a folder, each once. */
function licenceTexts(folder) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map(({ name }) => name)
    .sort();
  return [...new Set(names.map((name) => readFileSync(join(folder, name), 'utf8').trim()))];
}

/** The wheel's own licences where set-up kept them; TensorFlow's is Apache 2.0, as tfjs's is. */
function tensorflow(engineFolder, base) {
  const site = join(engineFolder, 'site');
  const kept = readdirSync(site, { recursive: true })
    .map(String)
    .filter((name) => /\.dist-info[/\\]/.test(name) && LICENCE_FILE.test(basename(name)))
    .map((name) => readFileSync(join(site, name), 'utf8').trim());
  const apache = join(base, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
  return {
    head: `TensorFlow ${TENSORFLOW_VERSION} (Apache-2.0)`,
    texts: kept.length > 0 ? [...new Set(kept)] : licenceTexts(apache),
  };
}
