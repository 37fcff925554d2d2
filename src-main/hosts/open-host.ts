import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A host that serves now, as its own user's other programs may find it: with it they act as the owner. */
const openHost = z.object({
  pid: z.number().int(),
  port: z.number().int(),
  workspace: z.string(),
  cookie: z.string(),
  key: z.string(),
});
export type OpenHost = z.infer<typeof openHost>;

const folderOf = (settings: string): string => join(settings, 'open');

/** Notes it in the user's own settings folder, readable by this user only; gives what takes the note away. */
export function noteHost(settings: string, host: OpenHost): () => void {
  const folder = folderOf(settings);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${host.port}.json`);
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify(host), { mode: 0o600, flag: 'wx' });
  return () => rmSync(file, { force: true });
}

/** Hosts whose process is there; notes of those that were killed are taken away. */
export function openHosts(settings: string): OpenHost[] {
  let names: string[];
  try {
    names = readdirSync(folderOf(settings));
  } catch {
    // Nothing has ever served.
    return [];
  }
  return names.flatMap((name) => {
    const file = join(folderOf(settings), name);
    const host = openHost.safeParse(jsonOf(file)).data;
    if (host !== undefined && runs(host.pid)) return host;
    rmSync(file, { force: true });
    return [];
  });
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
