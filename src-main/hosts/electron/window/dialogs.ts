import { dialog, type BrowserWindow } from 'electron';
import type { DialogRequest } from '#shared/desktop/bridge.ts';
import { fileFilters } from './file-filters.ts';
import type { DesktopTexts } from '#shared/languages/en/desktop.ts';

/** Asks with a native dialog; the chosen path, or null when the user cancelled. */
export async function askForPath(
  window: BrowserWindow,
  request: DialogRequest,
  texts: DesktopTexts,
): Promise<string | null> {
  const filters = fileFilters(request.filter, texts);
  if (request.kind === 'save') {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      filters,
      defaultPath: request.suggestedName,
    });
    return canceled || filePath === '' ? null : filePath;
  }
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    filters,
    properties: ['openFile'],
  });
  return canceled ? null : (filePaths[0] ?? null);
}
