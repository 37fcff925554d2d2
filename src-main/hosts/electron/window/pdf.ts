import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow } from 'electron';

/** Of windows that print: nothing of them is kept, and nothing comes in but the page itself. */
const partition = 'print';

/**
 * A page as PDF, on the paper its own styles ask for (A4 where they ask for none). No script of it runs; it fetches nothing.
 * Throws where it cannot be set.
 */
export async function pdfOf(html: string): Promise<Uint8Array<ArrayBuffer>> {
  // Pages of a whole class are longer than an address may be: a file that only this user reads, gone afterwards.
  const folder = await mkdtemp(join(app.getPath('temp'), 'portrait-print-'));
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      ...{ partition, javascript: false, sandbox: true, contextIsolation: true },
      ...{ nodeIntegration: false, webviewTag: false },
    },
  });
  try {
    const file = join(folder, 'page.html');
    const address = pathToFileURL(file).href;
    await writeFile(file, html, { mode: 0o600 });
    const { session } = window.webContents;
    session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: url !== address }));
    session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    await window.loadURL(address);
    const pdf = await window.webContents.printToPDF({
      ...{ pageSize: 'A4', preferCSSPageSize: true, printBackground: true },
    });
    return Uint8Array.from(pdf);
  } finally {
    window.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}
