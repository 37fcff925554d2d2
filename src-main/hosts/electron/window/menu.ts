import { Menu } from 'electron';
import { menuTemplate, type MenuActions } from './menu-template.ts';
import type { DesktopTexts } from '#shared/languages/en/desktop.ts';

/** Replaces the application's menu. */
export function showMenu(texts: DesktopTexts, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(texts, actions, process.platform)));
}
