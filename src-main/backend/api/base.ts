import { implement, ORPCError } from '@orpc/server';
import { contract } from '#shared/contract/index.ts';
import { PortraitError, toErrorData, type ErrorData } from '#shared/errors/index.ts';
import { mayAct, type Actor } from '#shared/model/role.ts';
import type { Log } from '../lib/index.ts';
import { storageError } from '../storage/index.ts';
import { errorForViewer } from './viewer/failure.ts';

/** Who calls: hosts say so for every connection. */
export type Caller = { actor?: Actor };

/** Whether the caller sees figures only. */
export const isViewer = ({ actor }: Caller): boolean => actor?.role === 'viewer';

type Deps = {
  log: Log;
  /** The workspace's path. */
  file: () => string;
  /** Does the work on behalf of whoever calls; the owner where nobody else is named. */
  as: <T>(actor: Actor | undefined, work: (actor: Actor) => T) => T;
  /** Before a procedure begins. */
  entering?: (procedure: string) => void;
  /** The workspace is being closed: whatever fails now comes again by itself. */
  away?: () => boolean;
  /** What a procedure that succeeded was given and gave. */
  done: (procedure: string, input: unknown, output: unknown) => void;
  /** A procedure that whoever acts now was refused, or that failed. */
  failed: (procedure: string, input: unknown, code: string) => void;
};

/**
 * The contract, ready to be implemented service by service. A procedure is reached only by the least role it names in the
 * contract, or more; whatever a handler throws crosses as the typed error.
 */
export function implementContract({ log, file, as, entering, away, done, failed }: Deps) {
  return implement(contract)
    .$context<Caller>()
    .use(({ next, path, context, procedure }, input) =>
      as(context.actor, async (actor) => {
        const name = path.join('.');
        try {
          entering?.(name);
          if (away?.() === true && name !== 'encryption.state')
            throw new PortraitError('connection_lost');
          const { least } = procedure['~orpc'].meta;
          if (!mayAct(actor.role, least)) throw new PortraitError('role_denied', { least });
          const result = await next();
          done(name, input, result.output);
          return result;
        } catch (thrown) {
          const lost = away?.() === true && toErrorData(thrown).code === 'internal';
          const told = lost ? new PortraitError('connection_lost', {}, { cause: thrown }) : thrown;
          const failure = portraitFailure(told, name, log, file());
          try {
            failed(name, input, failure.data.code);
          } catch (unwritten) {
            // A full disk takes no line of the audit log either: what failed first is what is told.
            portraitFailure(unwritten, `${name}: audit log`, log, file());
          }
          throw actor.role === 'viewer' ? asViewerFailure(failure, file()) : failure;
        }
      }),
    );
}
export type Implementer = ReturnType<typeof implementContract>;

/** Without what a viewer is not to read, also not as the cause. */
export function asViewerFailure(
  { data }: ORPCError<'PORTRAIT', ErrorData>,
  file: string,
): ORPCError<'PORTRAIT', ErrorData> {
  const told = errorForViewer(data, file);
  return new ORPCError('PORTRAIT', { data: told, message: told.code });
}

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
export function portraitFailure(
  thrown: unknown,
  where: string,
  log: Log,
  file: string,
): ORPCError<'PORTRAIT', ErrorData> {
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
