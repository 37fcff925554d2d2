import { Menu } from 'electron';
import { menuTemplate, type MenuActions } from './menu-template.ts';
import type { Texts } from '../texts.ts';

/** Replaces the application's menu. */
export function showMenu(texts: Texts, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(texts, actions, process.platform)));
}
