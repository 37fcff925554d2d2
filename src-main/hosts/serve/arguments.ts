import { parseArgs } from 'node:util';

export type ServeCommand =
  | {
      command: 'serve';
      model: string;
      host: string;
      port: number;
      token: string | null;
      mostRows: number;
      mostBytes: number;
    }
  | { command: 'score'; model: string; from: string; to: string; strict: boolean };

/** A command that makes no sense as it was typed; the message is what is wrong, or `usage`. */
export class UsageError extends Error {}

const flags = {
  host: { type: 'string', default: '127.0.0.1' },
  port: { type: 'string', default: '8080' },
  token: { type: 'string' },
  'max-rows': { type: 'string', default: '1000' },
  'max-bytes': { type: 'string', default: String(4 * 2 ** 20) },
  strict: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Null where help is asked for. Throws UsageError. */
export function serveArguments(
  args: string[],
  env: Record<string, string | undefined>,
): ServeCommand | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [command, model, ...rest] = positionals;
  if (model === undefined) throw new UsageError('usage');
  if (command === 'score') {
    const [from, to, ...more] = rest;
    if (from === undefined || to === undefined || more.length > 0) throw new UsageError('usage');
    return { command, model, from, to, strict: values.strict };
  }
  if (command !== 'serve' || rest.length > 0) throw new UsageError('usage');
  return {
    ...{ command, model, host: values.host, port: count(values.port, '--port', 0, 65_535) },
    token: values.token ?? env['PORTRAIT_TOKEN'] ?? null,
    mostRows: count(values['max-rows'], '--max-rows', 1, 1_000_000),
    mostBytes: count(values['max-bytes'], '--max-bytes', 1, 2 ** 30),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: flags });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function count(text: string, name: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(`${name} ${text}`);
}
