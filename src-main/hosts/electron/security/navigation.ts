import { shell, type WebContents } from 'electron';
import { isAppUrl } from './origin.ts';
import { mayOpenOutside } from './outside.ts';

/** The window stays on the app's own pages, opens no other, and embeds none. */
export function confineNavigation(contents: WebContents): void {
  contents.on('will-navigate', (event, url) => {
    if (!isAppUrl(url)) event.preventDefault();
  });
  contents.on('will-redirect', (event, url) => {
    if (!isAppUrl(url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
