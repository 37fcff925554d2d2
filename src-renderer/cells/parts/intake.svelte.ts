import { toErrorData, type ErrorData } from '#shared/errors/index.ts';
import { fileExtensions } from '#shared/files/formats.ts';
import type { Client } from '../../client/client.ts';
import { desktopDialogs } from '../../client/desktop.ts';
import { upload } from './upload.ts';

export type Picked = { path: string; name: string };

/** Takes files in: by native dialog, browser dialog, drop or paste; shows how far the hand-over is. */
export class Intake {
  readonly #client: Client;
  #abort: AbortController | null = null;
  /** What is being handed over, or null. */
  running = $state.raw<{ name: string; done: number; total: number } | null>(null);
  error = $state.raw<ErrorData | null>(null);

  constructor(client: Client) {
    this.#client = client;
  }

  /** Asks for a file with data, or with a model. Null where the user gave none or it could not be taken. */
  async choose(of: 'data' | 'model' = 'data'): Promise<Picked | null> {
    const dialogs = desktopDialogs();
    if (dialogs) {
      const path = await dialogs.askForPath({
        kind: 'open',
        filter: of === 'data' ? 'data' : 'any',
      });
      return path === null ? null : { path, name: path.split(/[\\/]/).at(-1) ?? path };
    }
    const file = await browserFile(of);
    return file === null ? null : this.take(file, file.name);
  }

  async take(file: Blob, name: string): Promise<Picked | null> {
    this.stop();
    const abort = new AbortController();
    this.#abort = abort;
    this.error = null;
    this.running = { name, done: 0, total: file.size };
    try {
      const told = (done: number) => {
        if (!abort.signal.aborted) this.running = { name, done, total: file.size };
      };
      return await upload(this.#client, file, name, told, abort.signal);
    } catch (thrown) {
      if (!abort.signal.aborted) this.error = toErrorData(thrown);
      return null;
    } finally {
      if (this.#abort === abort) this.running = null;
    }
  }

  stop(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.running = null;
  }
}

function browserFile(of: 'data' | 'model'): Promise<File | null> {
  const input = document.createElement('input');
  input.type = 'file';
  const extensions = of === 'data' ? fileExtensions : ['json'];
  input.accept = extensions.map((extension) => `.${extension}`).join(',');
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}
