import { ORPCError } from '@orpc/client';
import type { ErrorCode } from '#shared/errors/codes.ts';
import { errorData, PortraitError } from '#shared/errors/index.ts';

/** Whatever a call was rejected with, as the one error type the window shows. */
export function asPortraitError(thrown: unknown): PortraitError {
  if (thrown instanceof PortraitError) return thrown;
  if (thrown instanceof ORPCError) {
    const data = errorData.safeParse(thrown.data);
    if (data.success) return new PortraitError(data.data.code, data.data.params, { cause: thrown });
    return new PortraitError(
      thrown.code === 'BAD_REQUEST' ? 'bad_request' : 'internal',
      { detail: thrown.message },
      { cause: thrown },
    );
  }
  if (isConnectionLoss(thrown)) return new PortraitError('connection_lost', {}, { cause: thrown });
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new PortraitError('internal', { detail }, { cause: thrown });
}

/** The backend is not there now and comes back: the connection broke, or the workspace is locked. */
export function isAway(code: ErrorCode): boolean {
  return code === 'connection_lost' || code === 'encryption_locked';
}

/** The RPC peer rejects what was under way with an AbortError when its carrier closes. */
function isConnectionLoss(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  return thrown.name === 'AbortError' || /WebSocket is not open|closed/i.test(thrown.message);
}
