import { Workspace } from '../../../../src-main/backend/storage/index.ts';

/** Run as a process of its own: opens the workspace of its argument, writes a notebook, and holds it until killed. */
const workspace = Workspace.open(process.argv[2]!, { clock: Date.now, newId: () => 'x' });
const document = {
  format: 'portrait-notebook',
  version: 1,
  title: 'held',
  seed: 1,
  cells: [],
} as const;
workspace.notebooks.create('n', { ...document, cells: [] }, 1);
process.send?.('open');
setInterval(() => undefined, 1000);
