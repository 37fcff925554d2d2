import { basename } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PortraitError, toErrorData } from '#shared/errors/portrait-error.ts';
import { parseFile, previewFile } from './parse-file.ts';
import type { ParseMessage, ParseTask } from './messages.ts';

const mostUnanswered = 2;
const port = parentPort!;
let unanswered = 0;
let wake = (): void => undefined;
port.on('message', () => {
  unanswered -= 1;
  wake();
});

function send(message: ParseMessage): void {
  if (message.type !== 'batch') return port.postMessage(message);
  unanswered += 1;
  const buffers = message.columns.map((column) =>
    column.kind === 'numbers' ? column.values.buffer : column.codes.buffer,
  );
  port.postMessage(message, buffers);
}

async function ready(): Promise<void> {
  while (unanswered > mostUnanswered) await new Promise<void>((resolve) => (wake = resolve));
}

// What import-file.ts and preview-file.ts hand over; both sides are ours.
const task = workerData as ParseTask;

// Where one column of a Parquet file is broken, its reader leaves the failures of the others to themselves.
process.on('unhandledRejection', (reason) => {
  const detail = reason instanceof Error ? reason.message : String(reason);
  const error = new PortraitError('file_parquet', { file: basename(task.path), detail });
  port.postMessage({ type: 'failed', error: toErrorData(error) });
});

try {
  if (task.mode === 'import') await parseFile(task, { send, ready });
  else send({ type: 'preview', preview: await previewFile(task, task.mode.previewRows) });
} catch (error) {
  port.postMessage({ type: 'failed', error: toErrorData(error) });
}
port.unref();
