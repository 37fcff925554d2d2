import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isWhole } from '#shared/model/audit.ts';
import { checkAuditLog, userFolder } from '../../backend/backend.ts';
import { secretFor } from '../passphrase.ts';
import { terminalOn } from '../terminal.ts';
import { passphraseDescriptor, UsageError } from './arguments.ts';
import type { CliAuditTexts } from '#shared/languages/en/cli-audit.ts';

type AuditArguments = { workspace: string; csv: boolean; passphraseFd: number | null };

/** Null where help is asked for. Throws UsageError. */
export function auditArguments(args: string[]): AuditArguments | null {
  const { values, positionals } = parse(args);
  if (values.help === true) return null;
  const { workspace, csv = false } = values;
  if (workspace === undefined || positionals.length > 1) throw new UsageError('usage');
  const passphraseFd = passphraseDescriptor(values['passphrase-fd']);
  return { workspace: resolve(workspace), csv, passphraseFd };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        workspace: { type: 'string' },
        csv: { type: 'boolean' },
        'passphrase-fd': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

type Options = { texts: CliAuditTexts; out: Pick<NodeJS.WriteStream, 'write' | 'isTTY'> };

/** Says whether the log is whole, as a sentence and an exit status. Throws what opening the workspace throws. */
export async function runAuditCommand(
  { workspace, csv: asCsv, passphraseFd }: AuditArguments,
  { texts, out }: Options,
): Promise<number> {
  const secret = await secretFor(workspace, passphraseFd);
  const { check, csv } = await checkAuditLog(workspace, { secret, userFolder: userFolder() });
  if (asCsv) out.write(csv);
  else {
    const { entries, broken, head, known, noted } = check;
    const lines = [
      texts.entries(entries),
      broken === null ? texts.whole : texts.broken(broken),
      texts.head[head](known ?? 0),
      ...(noted.length > 0 ? [texts.noted(noted)] : []),
    ];
    terminalOn(out).write(`${lines.join('\n')}\n`);
  }
  return isWhole(check) ? 0 : 1;
}
