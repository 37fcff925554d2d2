import { implement, ORPCError } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import { toErrorData } from '#shared/errors/index.ts';
import type { Log } from '../lib/index.ts';
import { storageError } from '../storage/index.ts';

/** The contract, ready to be implemented service by service; whatever a handler throws crosses as the typed error. */
export function implementContract(log: Log, file: () => string) {
  return implement(contract).use(async ({ next, path }) => {
    try {
      return await next();
    } catch (thrown) {
      throw portraitFailure(thrown, `${path.join('.')}`, log, file());
    }
  });
}
export type Implementer = ReturnType<typeof implementContract>;

/** A stream of events whose failures cross as the typed error too: they come when the call itself has long returned. */
export function typedStream<T>(
  events: AsyncGenerator<T>,
  { where, log, file }: { where: string; log: Log; file: string },
): AsyncGenerator<T, void> {
  const relay = async function* (): AsyncGenerator<T, void> {
    try {
      yield* events;
    } catch (thrown) {
      throw portraitFailure(thrown, where, log, file);
    }
  };
  return relay();
}

/** The one error of the contract. What is not ours becomes `internal` and is logged with its stack. */
function portraitFailure(
  thrown: unknown,
  where: string,
  log: Log,
  file: string,
): ORPCError<'PORTRAIT', unknown> {
  const data = isBadRequest(thrown)
    ? ({ code: 'bad_request', params: { detail: issuesOf(thrown) } } as const)
    : toErrorData(storageError(thrown, file));
  if (data.code === 'internal')
    log(`${where}: ${thrown instanceof Error ? String(thrown.stack) : String(thrown)}`);
  return new ORPCError('PORTRAIT', { data, message: data.code, cause: thrown });
}

/** oRPC's own refusal of what does not fit the contract. */
function isBadRequest(thrown: unknown): thrown is ORPCError<string, unknown> {
  return thrown instanceof ORPCError && thrown.code === 'BAD_REQUEST';
}

function issuesOf(error: ORPCError<string, unknown>): string {
  const { cause } = error;
  if (cause === null || typeof cause !== 'object' || !('issues' in cause)) return error.message;
  const issues = Array.isArray(cause.issues) ? cause.issues : [];
  return issues
    .map((issue: { path?: unknown[]; message?: string }) =>
      [issue.path?.join('.'), issue.message].filter(Boolean).join(': '),
    )
    .join('; ');
}
