import { resolve } from 'node:path';

/**
 * The workspace a command line names: `--workspace FILE`, or an argument that ends in .portrait, as the system passes a
 * file that was double-clicked. Undefined where it names none. Relative paths are taken from `folder`.
 */
export function namedWorkspace(args: readonly string[], folder: string): string | undefined {
  const at = args.findIndex((arg) => arg === '--workspace' || arg.startsWith('--workspace='));
  const option = at < 0 ? undefined : (args[at]?.split(/=(.*)/s)[1] ?? args[at + 1]);
  const plain = args.filter(
    (arg, index) => !arg.startsWith('-') && args[index - 1] !== '--workspace',
  );
  const file = option ?? plain.find((arg) => arg.toLowerCase().endsWith('.portrait'));
  return file === undefined || file === '' ? undefined : resolve(folder, file);
}
