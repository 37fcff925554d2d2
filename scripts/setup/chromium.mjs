import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findProgram, runCommand } from './command.mjs';
import { root } from './paths.mjs';
import { progressLine } from './progress.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * The Chromium tests drive: the system's, else Debian's package where we may install it, else Playwright's own.
 * Undefined where none can be had: the tests that need it say so.
 */
export async function findChromium(log) {
  const here = process.env.PORTRAIT_CHROMIUM || findProgram(NAMES) || playwrightsOwn();
  if (here) return here;
  const progress = progressLine('Chromium (for tests)');
  const timer = setInterval(() => progress.note('installing'), 500);
  try {
    if (await installPackages(['chromium'], log)) {
      progress.done('Debian’s package');
      return findProgram(NAMES);
    }
    const cli = join(root, 'node_modules', 'playwright-core', 'cli.js');
    const { output } = await runCommand(process.execPath, [cli, 'install', 'chromium']);
    log(output);
    const installed = playwrightsOwn();
    if (installed) progress.done('Playwright’s own');
    else progress.fail('could not be installed; tests in a browser are skipped');
    return installed;
  } finally {
    clearInterval(timer);
  }
}

function playwrightsOwn() {
  const { chromium } = createRequire(import.meta.url)('playwright-core');
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

/** Installs Debian packages where we are root; false where that cannot be done. */
export async function installPackages(names, log) {
  const apt = findProgram(['apt-get']);
  if (!apt || process.getuid?.() !== 0) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    runCommand(apt, ['install', '-y', '--no-install-recommends', ...names], { env });
  let result = await install();
  if (result.code !== 0) {
    log((await runCommand(apt, ['update'], { env })).output);
    result = await install();
  }
  log(result.output);
  return result.code === 0;
}
