import type { Cell } from '#shared/notebook/notebook.ts';
import { m } from '../../i18n/paraglide/messages.js';
import type { Workbench } from '../../stores/workbench.svelte.ts';
import { deleteCell, moveCell, pasteCell, selectNeighbour } from './cell-actions.ts';
import { isExportable, type Command } from './command.ts';
import { icons } from './command-icons.ts';

/** Every action on cells and their results. They act on the selected cell of the open notebook. */
export function cellCommands(bench: Workbench): Command[] {
  let copied: Cell | null = null;
  const store = () => bench.notebook;
  const cell = () =>
    bench.focus.cell === null ? undefined : bench.notebook?.cell(bench.focus.cell);
  const hasCell = () => cell() !== undefined;
  const hasNotebook = () => store() !== null;

  const hasNetwork = () => {
    const target = cell();
    if (target === undefined || !isExportable(target)) return false;
    return (store()?.states.get(target.id)?.shown ?? null) !== null;
  };

  const withCell = (act: (target: Cell) => void) => () => {
    const target = cell();
    if (target) act(target);
  };
  const run = (target: Cell) => {
    if (target.kind !== 'note') void store()?.run([target.id]);
  };
  const add = (after: 0 | 1) => {
    const position = cell() && store()?.positions.get(cell()?.id ?? '');
    bench.addRequest = {
      index: position === undefined ? (store()?.cells.length ?? 0) : position + after,
    };
  };
  const foldAll = (collapsed: boolean) =>
    store()?.edit({ type: 'collapse', cells: store()?.cells.map(({ id }) => id) ?? [], collapsed });

  return [
    {
      id: 'run',
      group: 'run',
      label: m.notebook_cmd_run,
      keys: 'Ctrl+Enter',
      icon: icons.run,
      inCellMenu: true,
      enabled: hasCell,
      run: withCell((target) => {
        run(target);
        bench.focus.select(target.id);
      }),
    },
    {
      id: 'export-model',
      group: 'cell',
      label: m.export_cmd,
      icon: icons.exportModel,
      inCellMenu: true,
      enabled: hasNetwork,
      run: () => {
        bench.dialog = 'export-model';
      },
    },
    {
      id: 'run-next',
      group: 'run',
      label: m.notebook_cmd_run_next,
      keys: 'Shift+Enter',
      enabled: hasCell,
      run: withCell((target) => {
        run(target);
        const notebook = store();
        if (!notebook) return;
        if (notebook.cells.at(-1)?.id === target.id) {
          bench.focus.select(target.id);
          add(1);
        } else selectNeighbour(bench, notebook, 1);
      }),
    },
    {
      id: 'run-insert',
      group: 'run',
      label: m.notebook_cmd_run_insert,
      keys: 'Alt+Enter',
      enabled: hasCell,
      run: withCell((target) => {
        run(target);
        bench.focus.select(target.id);
        add(1);
      }),
    },
    {
      id: 'run-stale',
      group: 'run',
      label: m.notebook_cmd_run_stale,
      keys: 'Ctrl+Shift+Enter',
      icon: icons.run,
      enabled: hasNotebook,
      run: () => void store()?.run('stale'),
    },
    {
      id: 'run-all',
      group: 'run',
      label: m.notebook_cmd_run_all,
      keys: 'Ctrl+Alt+Enter',
      icon: icons.runAll,
      enabled: hasNotebook,
      run: () => void store()?.run('all'),
    },
    {
      id: 'stop',
      group: 'run',
      label: m.notebook_cmd_stop,
      keys: 'I I',
      icon: icons.stop,
      enabled: hasCell,
      run: withCell((target) => void store()?.stop([target.id])),
    },
    {
      id: 'stop-all',
      group: 'run',
      label: m.notebook_cmd_stop_all,
      icon: icons.stop,
      enabled: hasNotebook,
      run: () => void store()?.stop('all'),
    },
    {
      id: 'enter',
      group: 'cell',
      label: m.notebook_cmd_enter,
      keys: 'Enter',
      enabled: hasCell,
      run: () => bench.focus.enter(),
    },
    {
      id: 'above',
      group: 'cell',
      label: m.notebook_cmd_above,
      keys: 'A',
      icon: icons.above,
      inCellMenu: true,
      enabled: hasNotebook,
      run: () => add(0),
    },
    {
      id: 'below',
      group: 'cell',
      label: m.notebook_cmd_below,
      keys: 'B',
      icon: icons.below,
      inCellMenu: true,
      enabled: hasNotebook,
      run: () => add(1),
    },
    {
      id: 'next',
      group: 'cell',
      label: m.notebook_cmd_next,
      keys: 'J',
      otherKeys: ['Down'],
      enabled: hasNotebook,
      run: () => {
        const notebook = store();
        if (notebook) selectNeighbour(bench, notebook, 1);
      },
    },
    {
      id: 'previous',
      group: 'cell',
      label: m.notebook_cmd_previous,
      keys: 'K',
      otherKeys: ['Up'],
      enabled: hasNotebook,
      run: () => {
        const notebook = store();
        if (notebook) selectNeighbour(bench, notebook, -1);
      },
    },
    {
      id: 'up',
      group: 'cell',
      label: m.notebook_cmd_up,
      keys: 'Ctrl+Shift+Up',
      icon: icons.up,
      inCellMenu: true,
      enabled: hasCell,
      run: withCell((target) => {
        const notebook = store();
        if (notebook) moveCell(bench, notebook, target.id, -1);
      }),
    },
    {
      id: 'down',
      group: 'cell',
      label: m.notebook_cmd_down,
      keys: 'Ctrl+Shift+Down',
      icon: icons.down,
      inCellMenu: true,
      enabled: hasCell,
      run: withCell((target) => {
        const notebook = store();
        if (notebook) moveCell(bench, notebook, target.id, 1);
      }),
    },
    {
      id: 'fold',
      group: 'cell',
      label: m.notebook_cmd_fold,
      keys: 'O',
      icon: icons.fold,
      inCellMenu: true,
      enabled: hasCell,
      run: withCell((target) =>
        store()?.edit({ type: 'collapse', cells: [target.id], collapsed: !target.collapsed }),
      ),
    },
    {
      id: 'fold-all',
      group: 'cell',
      label: m.notebook_cmd_fold_all,
      enabled: hasNotebook,
      run: () => foldAll(true),
    },
    {
      id: 'unfold-all',
      group: 'cell',
      label: m.notebook_cmd_unfold_all,
      enabled: hasNotebook,
      run: () => foldAll(false),
    },
    {
      id: 'rename',
      group: 'cell',
      label: m.notebook_cmd_rename,
      keys: 'F2',
      icon: icons.rename,
      inCellMenu: true,
      enabled: hasCell,
      run: withCell((target) =>
        // The menu gives its focus back first.
        setTimeout(() =>
          bench.focus.frame(target.id)?.querySelector<HTMLElement>('[data-rename]')?.click(),
        ),
      ),
    },
    {
      id: 'copy',
      group: 'cell',
      label: m.notebook_cmd_copy,
      keys: 'C',
      icon: icons.copy,
      inCellMenu: true,
      enabled: hasCell,
      run: withCell((target) => (copied = target)),
    },
    {
      id: 'cut',
      group: 'cell',
      label: m.notebook_cmd_cut,
      keys: 'X',
      icon: icons.cut,
      enabled: hasCell,
      run: withCell((target) => {
        copied = target;
        const notebook = store();
        if (notebook) deleteCell(bench, notebook, target.id);
      }),
    },
    {
      id: 'paste',
      group: 'cell',
      label: m.notebook_cmd_paste,
      keys: 'V',
      icon: icons.paste,
      inCellMenu: true,
      enabled: () => hasNotebook() && copied !== null,
      run: () => {
        const notebook = store();
        if (notebook && copied) pasteCell(bench, notebook, copied);
      },
    },
    {
      id: 'delete',
      group: 'cell',
      label: m.notebook_cmd_delete,
      keys: 'D D',
      icon: icons.delete,
      inCellMenu: true,
      enabled: hasCell,
      run: withCell((target) => {
        const notebook = store();
        if (notebook) deleteCell(bench, notebook, target.id);
      }),
    },
    {
      id: 'undo',
      group: 'cell',
      label: m.notebook_undo,
      keys: 'Z',
      otherKeys: ['Ctrl+Z'],
      icon: icons.undo,
      enabled: () => store()?.canUndo ?? false,
      run: () => void store()?.undo(),
    },
    {
      id: 'redo',
      group: 'cell',
      label: m.notebook_redo,
      keys: 'Shift+Z',
      otherKeys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
      icon: icons.redo,
      enabled: () => store()?.canRedo ?? false,
      run: () => void store()?.redo(),
    },
  ];
}
