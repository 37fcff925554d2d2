import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { app, ipcMain, session } from 'electron';
import { Desktop } from './desktop.ts';
import { channel } from './origin.ts';
import { denyPermissions } from './permissions.ts';
import { registerScheme, serveApp } from './protocol.ts';
import { isTrusted } from './sender.ts';
import { lastWorkspace } from './settings.ts';
import { localeFor } from './texts.ts';

const dist = dirname(import.meta.dirname);

registerScheme();
app.enableSandbox();
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

function start(): void {
  serveApp(join(dist, 'renderer'));
  denyPermissions(session.defaultSession);
  const userData = app.getPath('userData');
  const desktop = new Desktop(
    { dist, userData },
    workspaceToOpen(userData),
    localeFor(app.getLocale()),
  );
  ipcMain.on(channel, (event, message: unknown) => {
    if (isTrusted(event, desktop.window?.webContents ?? null)) void desktop.receive(message);
  });
  app.on('second-instance', () => desktop.show());
  app.on('activate', () => desktop.show());
  keepWhileTraining(desktop);
  desktop.show();
}

/** `--workspace FILE`, else the last one, else one of our own. */
function workspaceToOpen(userData: string): string {
  const { values } = parseArgs({ options: { workspace: { type: 'string' } }, strict: false });
  if (typeof values.workspace === 'string') return resolve(values.workspace);
  return lastWorkspace(join(userData, 'desktop.json')) ?? join(userData, 'Portrait.portrait');
}

/** Without a window the app stays while something trains, then goes; quitting waits for the last write. */
function keepWhileTraining(desktop: Desktop): void {
  let closed = false;
  app.on('window-all-closed', () => {
    if (!desktop.training) return app.quit();
    desktop.onceIdle(() => {
      if (!desktop.window) app.quit();
    });
  });
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void desktop.close().finally(() => {
      closed = true;
      app.quit();
    });
  });
}
