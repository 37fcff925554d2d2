import { connectHost } from '../../src-main/hosts/cli/host-client.ts';
import { openHosts } from '../../src-main/hosts/open-host.ts';

/** Speaks to the host that serves a workspace, as its own user. */
export async function hostClient(workspace: string) {
  const settings = process.env['PORTRAIT_CONFIG'] ?? '';
  const host = openHosts(settings).find((one) => one.workspace === workspace);
  if (host === undefined) throw new Error(`nothing serves ${workspace}`);
  return connectHost(host);
}
