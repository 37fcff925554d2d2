import { onThread } from '../lib/index.ts';
import type { PredictWork } from './messages.ts';
import { scoreRows } from './score-rows.ts';

/** One batch is written while the next is made. */
const mostOnTheirWay = 1;

await onThread<PredictWork>((task, { send, sendPiece, ready }) =>
  scoreRows(
    task,
    (message) => (message.type === 'rows' ? sendPiece(message) : send(message)),
    () => ready(mostOnTheirWay),
  ),
);
