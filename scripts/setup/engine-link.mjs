import { existsSync, lstatSync, readlinkSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addonFolder, NAPI_VERSION, tfjsPackageFolder } from './engine-addon.mjs';

/** Where the package looks for its addon. */
export function bindingLink() {
  return join(tfjsPackageFolder(), 'lib', `napi-v${NAPI_VERSION}`);
}

/** Whether the package's link leads to a built addon of this engine folder. */
export function isLinked(engineFolder) {
  const link = bindingLink();
  try {
    if (!lstatSync(link).isSymbolicLink()) return false;
  } catch {
    return false;
  }
  return (
    readlinkSync(link) === addonFolder(engineFolder) && existsSync(join(link, 'tfjs_binding.node'))
  );
}

/** Points the package at the addon in the user's cache: npm ci removes the link, so every start looks. */
export async function linkAddon(engineFolder) {
  const link = bindingLink();
  await mkdir(dirname(link), { recursive: true });
  await rm(link, { recursive: true, force: true });
  await symlink(addonFolder(engineFolder), link, 'junction');
}
