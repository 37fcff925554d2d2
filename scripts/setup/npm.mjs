import { findProgram } from './command.mjs';
import { SetupError } from './setup-error.mjs';

/** What npm's output means to the person in front of it. */
export function npmError(output) {
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ECONNRESET|network/i.test(output))
    return new SetupError(
      'The package registry cannot be reached',
      'Check the connection, then run npm start again.',
    );
  if (/ENOSPC/.test(output))
    return new SetupError('The disk is full', 'Free 3 GB, then run npm start again.');
  if (/EACCES|EPERM/.test(output))
    return new SetupError(
      'node_modules cannot be written to',
      'Check who owns this folder, then run npm start again.',
    );
  return new SetupError(
    'The dependencies could not be installed',
    'Run npm start again; npm’s own words are in .cache/setup/setup.log.',
  );
}

/** npm as it was called, or as it is found: never through a shell. */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.[cm]?js$/.test(script)) return [process.execPath, script];
  const npm = findProgram(['npm']);
  if (!npm) throw new SetupError('npm was not found', 'Install Node.js with npm, then try again.');
  return npm.endsWith('.cmd') ? ['cmd.exe', '/c', npm] : [npm];
}
