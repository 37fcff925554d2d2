import { toErrorData } from '#shared/errors/portrait-error.ts';
import { growTrees } from './grow-trees.ts';
import { endWhenAlone } from '../../lib/index.ts';
import { treesLimits, type TreesMessage, type TreesTask } from './messages.ts';

// The trees grow in one call of WebAssembly, which no message reaches: hence a process.
endWhenAlone(treesLimits.memoryMegabytes);

process.once('message', (task) => {
  // The first message is what fit-trees.ts hands over; both sides are ours.
  growTrees(task as TreesTask).then(
    (scores) => process.send?.({ type: 'done', scores } satisfies TreesMessage),
    (error: unknown) => process.send?.({ type: 'failed', error: toErrorData(error) }),
  );
});
