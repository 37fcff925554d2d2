import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The workspace that opens when none is named: in the user's documents, or at home where there are none. */
export function defaultWorkspace(home = homedir(), env: NodeJS.ProcessEnv = process.env): string {
  const documents = [xdgDocuments(home, env), join(home, 'Documents')];
  const folder = documents.find((path) => path !== undefined && path !== home && existsSync(path));
  return join(folder ?? home, 'Portrait', 'portrait.portrait');
}

/** Linux desktops keep the name of the documents folder, which is often not English, in a file of their own. */
function xdgDocuments(home: string, env: NodeJS.ProcessEnv): string | undefined {
  const file = join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'user-dirs.dirs');
  if (!existsSync(file)) return undefined;
  const line = /^XDG_DOCUMENTS_DIR="(.+)"$/m.exec(readFileSync(file, 'utf8'));
  return line?.[1]?.replace(/^\$HOME(?=\/|$)/, home);
}
