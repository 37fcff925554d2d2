import { PortraitError } from '#shared/errors/index.ts';
import type { Client } from '../../client/client.ts';

const partBytes = 2 * 1024 * 1024;

/** Hands a file over to the backend in parts. `told` gets the bytes received so far. Rejects with `cancelled` when stopped. */
export async function upload(
  client: Client,
  file: Blob,
  name: string,
  told: (bytes: number) => void,
  signal: AbortSignal,
): Promise<{ path: string; name: string }> {
  const { upload: id } = await client.files.begin({ name, bytes: file.size });
  for (let start = 0; start < file.size; start += partBytes) {
    if (signal.aborted) throw new PortraitError('cancelled');
    const part = file.slice(start, start + partBytes);
    const { received } = await client.files.append({ upload: id, part });
    told(received);
  }
  return client.files.finish({ upload: id });
}
