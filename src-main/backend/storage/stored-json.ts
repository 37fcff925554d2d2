import type { z } from 'zod';
import { errorData, PortraitError, toErrorData, type ErrorData } from '#shared/errors/index.ts';

/** JSON of the workspace, parsed. Throws `workspace_entry_damaged`, naming `what`, where it is none or not of its shape. */
export function storedJson<T>(schema: z.ZodType<T>, text: string, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged(what, cause instanceof Error ? cause.message : String(cause), cause);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw damaged(what, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, parsed.error);
}

function damaged(what: string, detail: string, cause: unknown): PortraitError {
  return new PortraitError('workspace_entry_damaged', { what, detail }, { cause });
}

/** A stored error; one that cannot be read any more stands for itself. */
export function storedError(text: string): ErrorData {
  try {
    return storedJson(errorData, text, 'why it failed');
  } catch (unreadable) {
    return toErrorData(unreadable);
  }
}
