import { BrowserWindow } from 'electron';
import { confineNavigation } from '../security/navigation.ts';
import { startPage } from '../security/origin.ts';
import { saveWindowState, type WindowState } from './window-state.ts';

type WindowOptions = { preload: string; state: WindowState; stateFile: string };

/** The window: sandboxed, isolated, shown when its page is drawn. */
export function openWindow({ preload, state, stateFile }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...state.bounds,
    minWidth: 880,
    minHeight: 560,
    show: false,
    title: 'Portrait',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (state.maximized) window.maximize();
  confineNavigation(window.webContents);
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    saveWindowState(stateFile, window.getNormalBounds(), window.isMaximized()),
  );
  void window.loadURL(startPage);
  return window;
}
