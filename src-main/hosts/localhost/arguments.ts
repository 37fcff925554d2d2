import { parseArgs } from 'node:util';
import { descriptor } from '../passphrase.ts';

export type LocalhostArguments = {
  port: number;
  workspace: string | undefined;
  passphraseFd: number | null;
  root: string | undefined;
  page: string | undefined;
};

/** Throws a TypeError that names what is wrong. */
export function localhostArguments(args: string[]): LocalhostArguments {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '0' },
      workspace: { type: 'string' },
      'passphrase-fd': { type: 'string' },
      /** Folder with package.json and samples/, where it cannot be told from this file's place. */
      root: { type: 'string' },
      /** Folder of the built page, where it is not dist/renderer. */
      page: { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new TypeError(`--port is a number from 0 to 65535, not “${values.port}”.`);
  }
  const fd = descriptor(values['passphrase-fd']);
  if (fd === undefined)
    throw new TypeError('--passphrase-fd is the number of an open file descriptor.');
  const { workspace, root, page } = values;
  return { port, workspace, passphraseFd: fd, root, page };
}
