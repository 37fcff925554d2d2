import { endWhenAlone, inProcess } from '../../lib/index.ts';
import { growTrees } from './grow-trees.ts';
import { treesLimits, type TreesWork } from './messages.ts';

// A process, so that the trees grow beside the other figures and are ended at once.
endWhenAlone(treesLimits.memoryMegabytes);

inProcess<TreesWork>(async (task, { send }) =>
  send({ scores: await growTrees(task, () => Promise.resolve()) }),
);
