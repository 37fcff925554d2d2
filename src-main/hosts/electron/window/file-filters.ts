import type { FileFilter } from 'electron';
import type { DialogRequest } from '#shared/desktop/bridge.ts';
import { fileExtensions } from '#shared/files/formats.ts';
import type { DesktopTexts } from '#shared/languages/en/desktop.ts';

/** The file filters of a native dialog; "all files" always comes last. */
export function fileFilters(kind: DialogRequest['filter'], texts: DesktopTexts): FileFilter[] {
  const any = { name: texts.filterAny, extensions: ['*'] };
  const filters: Record<DialogRequest['filter'], FileFilter[]> = {
    data: [
      {
        name: texts.filterData,
        extensions: [...fileExtensions],
      },
      any,
    ],
    notebook: [{ name: texts.filterNotebook, extensions: ['json'] }, any],
    workspace: [{ name: texts.filterWorkspace, extensions: ['portrait'] }, any],
    html: [{ name: texts.filterHtml, extensions: ['html'] }, any],
    any: [any],
  };
  return filters[kind];
}
