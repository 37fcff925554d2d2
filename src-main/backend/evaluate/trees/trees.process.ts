import { endWhenAlone, inProcess } from '../../lib/index.ts';
import { growTrees } from './grow-trees.ts';
import { treesLimits, type TreesWork } from './messages.ts';

// The trees grow in one call of WebAssembly, which no message reaches: hence a process.
endWhenAlone(treesLimits.memoryMegabytes);

inProcess<TreesWork>(async (task, { send }) => send({ scores: await growTrees(task) }));
