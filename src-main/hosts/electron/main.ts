import { dirname, join } from 'node:path';
import { app, ipcMain, session } from 'electron';
import { closestLocale } from '#shared/locale.ts';
import { Desktop } from './desktop.ts';
import { namedWorkspace } from './named-workspace.ts';
import { channel } from './security/origin.ts';
import { denyPermissions } from './security/permissions.ts';
import { registerScheme, serveApp } from './security/protocol.ts';
import { isTrusted } from './security/sender.ts';
import { lastWorkspace } from './settings.ts';

const dist = dirname(import.meta.dirname);

/** macOS hands a double-clicked file over before the app is ready, or at any time later. */
let handed: string | undefined;
let openHanded = (): void => undefined;
app.on('open-file', (event, path) => {
  event.preventDefault();
  handed = path;
  openHanded();
});

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
    handed ?? workspaceToOpen(userData),
    closestLocale([app.getLocale()]),
  );
  ipcMain.on(channel, (event, message: unknown) => {
    if (isTrusted(event, desktop.window?.webContents ?? null)) void desktop.receive(message);
  });
  openHanded = () => {
    if (handed !== undefined) void desktop.openFile(handed);
  };
  app.on('second-instance', (_event, args, folder) => {
    const named = namedWorkspace(args.slice(1), folder);
    if (named === undefined) desktop.show();
    else void desktop.openFile(named);
  });
  app.on('activate', () => desktop.show());
  keepWhileTraining(desktop);
  desktop.show();
}

/** The one named on the command line, else the last one, else one of our own. */
function workspaceToOpen(userData: string): string {
  const named = namedWorkspace(process.argv.slice(1), process.cwd());
  const last = lastWorkspace(join(userData, 'desktop.json'));
  return named ?? last ?? join(userData, 'Portrait.portrait');
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
