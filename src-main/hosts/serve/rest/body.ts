import type { IncomingMessage } from 'node:http';
import { PortraitError } from '#shared/errors/index.ts';

/** The JSON a request carries. Throws request_type, request_too_large and request_json. */
export async function jsonBody(request: IncomingMessage, mostBytes: number): Promise<unknown> {
  const found = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(found)) {
    throw new PortraitError('request_type', { found: found === '' ? '–' : found });
  }
  const tooLarge = (): PortraitError => new PortraitError('request_too_large', { most: mostBytes });
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    if (!Buffer.isBuffer(part)) continue;
    size += part.length;
    if (size > mostBytes) throw tooLarge();
    parts.push(part);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts)));
  } catch (error) {
    throw wrongForm(error instanceof Error ? error.message : String(error));
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A body that is JSON of another form than was asked for. */
export function wrongForm(detail: string): PortraitError {
  return new PortraitError('request_json', { detail });
}
