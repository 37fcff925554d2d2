import { ORPCError } from '@orpc/server';
import { errorData, errorText, toErrorData } from '#shared/errors/index.ts';

/** The terminal's language, as far as we speak it. */
export function terminalLocale(env: NodeJS.ProcessEnv = process.env): 'en' | 'zh-CN' {
  const language = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** One line with what went wrong and one with what to do next. */
export function describeFailure(thrown: unknown, locale = terminalLocale()): string {
  // A call of the contract fails with our error inside oRPC's.
  const inner = errorData.safeParse(thrown instanceof ORPCError ? thrown.data : undefined);
  const { sentence, next } = errorText(inner.data ?? toErrorData(thrown), locale);
  return `${sentence}\n${next}\n`;
}
