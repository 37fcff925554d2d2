import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '#shared/desktop/bridge.ts';
import type { DesktopTexts } from '#shared/languages/en/desktop.ts';

export type MenuActions = {
  command(command: MenuCommand): void;
  newWorkspace(): void;
  openWorkspace(): void;
};

/** The menu as data. Undo is the document's own, so the window carries it out and handles its key itself. */
export function menuTemplate(
  texts: DesktopTexts,
  actions: MenuActions,
  platform: string,
): MenuItemConstructorOptions[] {
  const windowCommand = (
    label: string,
    command: MenuCommand,
    accelerator?: string,
  ): MenuItemConstructorOptions => ({
    label,
    accelerator,
    registerAccelerator: false,
    click: () => actions.command(command),
  });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: texts.file,
      submenu: [
        { label: texts.newWorkspace, click: () => actions.newWorkspace() },
        {
          label: texts.openWorkspace,
          accelerator: 'CmdOrCtrl+O',
          click: () => actions.openWorkspace(),
        },
        windowCommand(texts.importNotebook, 'import-notebook'),
        separator,
        { role: 'quit', label: texts.quit },
      ],
    },
    {
      label: texts.edit,
      submenu: [
        windowCommand(texts.undo, 'undo', 'CmdOrCtrl+Z'),
        windowCommand(texts.redo, 'redo', 'CmdOrCtrl+Shift+Z'),
        separator,
        { role: 'cut', label: texts.cut },
        { role: 'copy', label: texts.copy },
        { role: 'paste', label: texts.paste },
        { role: 'selectAll', label: texts.selectAll },
      ],
    },
    {
      label: texts.view,
      submenu: [
        windowCommand(texts.palette, 'palette', 'CmdOrCtrl+K'),
        separator,
        { role: 'zoomIn', label: texts.zoomIn },
        { role: 'zoomOut', label: texts.zoomOut },
        { role: 'resetZoom', label: texts.resetZoom },
        { role: 'togglefullscreen', label: texts.fullScreen },
      ],
    },
    { label: texts.help, submenu: [windowCommand(texts.shortcuts, 'shortcuts', '?')] },
  ];
}
