import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { newLink, type NewLink } from '#shared/contract/links.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { userFolder } from '../../backend/backend.ts';
import { openHosts, type OpenHost } from '../open-host.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from './arguments.ts';
import { connectHost } from './host-client.ts';
import type { CliLinkTexts } from '#shared/languages/en/cli-link.ts';

export type LinkArguments = { workspace: string | null; link: NewLink };

/** Null where help is asked for. Throws UsageError. */
export function linkArguments(args: string[]): LinkArguments | null {
  const { values, positionals } = parse(args);
  if (values.help === true) return null;
  if (positionals.length > 1) throw new UsageError('usage');
  const { role, name = '', hours = '24', workspace } = values;
  const link = newLink.safeParse({ role, name, hours: Number(hours) });
  if (!link.success) throw new UsageError(`--${String(link.error.issues[0]?.path[0])}`);
  return { workspace: workspace === undefined ? null : real(workspace), link: link.data };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        role: { type: 'string', default: 'viewer' },
        name: { type: 'string' },
        hours: { type: 'string' },
        workspace: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

type Options = { texts: CliLinkTexts; terminal: Terminal };

/** Has the host that serves the workspace make a link, and prints its address. Throws `host_not_open` and what making it throws. */
export async function runLinkCommand(
  { workspace, link }: LinkArguments,
  { texts, terminal }: Options,
): Promise<void> {
  const hosts = openHosts(userFolder()).filter(
    (host) => workspace === null || real(host.workspace) === workspace,
  );
  const [host, other] = hosts;
  if (host === undefined) throw new PortraitError('host_not_open');
  if (other !== undefined) throw new UsageError(texts.which(namesOf(hosts)));
  const { client, close } = await connectHost(host);
  try {
    const { address } = await client.links.create(link);
    terminal.write(`${texts.made(link.role, link.hours)}\n${address}\n`);
  } finally {
    close();
  }
}

const namesOf = (hosts: readonly OpenHost[]): string =>
  hosts.map((host) => `--workspace ${host.workspace}`).join('\n');

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
