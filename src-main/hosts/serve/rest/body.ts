import type { IncomingMessage } from 'node:http';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { jsonFault } from '#shared/values/json-fault.ts';
import { repeatedKey } from './repeated-key.ts';

/** The JSON a request carries. Throws request_type, request_too_large and request_json. */
export async function jsonBody(request: IncomingMessage, mostBytes: number): Promise<unknown> {
  const found = request.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(found)) {
    throw new PortraitError('request_type', { found: found === '' ? '–' : found });
  }
  const packed = request.headers['content-encoding'] ?? 'identity';
  if (packed !== 'identity')
    throw new PortraitError('request_type', { found: `${found}, ${packed}` });
  const tooLarge = (): PortraitError => new PortraitError('request_too_large', { most: mostBytes });
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  const bytes = await bytesOf(request, mostBytes);
  if (bytes === null) throw tooLarge();
  const { text, parsed } = parse(bytes);
  const twice = repeatedKey(text);
  if (twice === null) return parsed;
  const { key: column, row } = twice;
  const detail = `“${column}” is there twice`;
  throw new PortraitError('request_json', { detail, column, ...(row && { row }) });
}

function parse(bytes: Buffer): { text: string; parsed: unknown } {
  const text = decoded(bytes);
  try {
    return { text, parsed: JSON.parse(text) };
  } catch {
    throw wrongForm(jsonFault(text, mostSearched));
  }
}

/** Other requests wait while the place of a fault is looked for. */
const mostSearched = 100_000;

function decoded(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw wrongForm('it is not UTF-8');
  }
}

/** One for all requests: each would be built anew, and outlive its request. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** All that a request carries, or null as soon as it is more than `mostBytes`. */
function bytesOf(request: IncomingMessage, mostBytes: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= mostBytes) return void parts.push(part);
      request.pause();
      resolve(null);
    });
    request.once('end', () => resolve(parts.length === 1 ? parts[0]! : Buffer.concat(parts)));
    request.once('error', reject);
    // Who hangs up half-way gets no answer; what waits for one must end.
    request.once('close', () => reject(wrongForm('the connection closed')));
  });
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A body that is JSON of another form than was asked for. */
export function wrongForm(detail: string): PortraitError {
  return new PortraitError('request_json', { detail });
}
