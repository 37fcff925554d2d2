import { basename } from 'node:path';
import { PortraitError } from '#shared/errors/portrait-error.ts';
import { onThread } from '../../lib/index.ts';
import { parseFile, previewFile } from './parse-file.ts';
import type { ParseMessage, ParseWork } from './messages.ts';

const mostOnTheirWay = 2;

await onThread<ParseWork>(async (task, { send, sendPiece, ready, fail }) => {
  // Where one column of a Parquet file is broken, its reader leaves the failures of the others to themselves.
  process.on('unhandledRejection', (reason) => {
    const detail = reason instanceof Error ? reason.message : String(reason);
    fail(new PortraitError('file_parquet', { file: basename(task.path), detail }));
  });
  if (task.mode !== 'import') {
    send({ type: 'preview', preview: await previewFile(task, task.mode.previewRows) });
    return;
  }
  await parseFile(task, {
    send: (message) =>
      message.type === 'batch' ? sendPiece(message, buffersOf(message)) : send(message),
    ready: () => ready(mostOnTheirWay),
  });
});

function buffersOf({ columns }: Extract<ParseMessage, { type: 'batch' }>): ArrayBuffer[] {
  return columns.map((column) =>
    column.kind === 'numbers' ? column.values.buffer : column.codes.buffer,
  );
}
