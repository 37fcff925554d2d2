import { closestLocale, type Locale } from '#shared/locale.ts';
import { ORPCError } from '@orpc/server';
import { visibleLines } from '#shared/text/visible.ts';
import { errorData, errorText, toErrorData } from '#shared/errors/index.ts';

/** Where lines are written to: nothing in them reaches it unseen, whatever names and messages bring along. */
export type Terminal = {
  isTTY: boolean;
  write(text: string): void;
  /** Empties the line under way, where that can be done. */
  clearLine(): void;
};

export function terminalOn(stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>): Terminal {
  const isTTY = Boolean(stream.isTTY);
  return {
    isTTY,
    write: (text) => void stream.write(visibleLines(text)),
    clearLine: () => {
      if (isTTY) stream.write('\r\u001b[K');
    },
  };
}

/** The log on stderr: an entry's further lines are set in, so that none passes for an entry. */
export function logOn(stream: Pick<NodeJS.WriteStream, 'write'>): (entry: string) => void {
  return (entry) => void stream.write(`${visibleLines(entry).replaceAll('\n', '\n  ')}\n`);
}

/** The terminal's language, as far as we speak it. */
export function terminalLocale(env: NodeJS.ProcessEnv = process.env): Locale {
  return closestLocale([env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '']);
}

/** One line with what went wrong and one with what to do next. */
export function describeFailure(thrown: unknown, locale = terminalLocale()): string {
  // A call of the contract fails with our error inside oRPC's.
  const inner = errorData.safeParse(thrown instanceof ORPCError ? thrown.data : undefined);
  const { sentence, next } = errorText(inner.data ?? toErrorData(thrown), locale);
  return `${sentence}\n${next}\n`;
}
