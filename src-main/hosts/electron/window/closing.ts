import { dialog, type BrowserWindow } from 'electron';
import type { DesktopTexts } from '#shared/languages/en/desktop.ts';

export type ClosingChoice = 'keep-training' | 'stop' | 'cancel';
const choices: readonly ClosingChoice[] = ['keep-training', 'stop', 'cancel'];

/** Asks what to do with a training under way when its window closes. */
export async function askAboutTraining(
  window: BrowserWindow,
  texts: DesktopTexts,
): Promise<ClosingChoice> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: texts.training,
    detail: texts.trainingDetail,
    buttons: [texts.keepTraining, texts.stopTraining, texts.cancel],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  return choices[response] ?? 'cancel';
}

/** Asks whether a window may close over what could not be saved; it waits for the answer, as closing does. */
export function mayLoseUnsaved(window: BrowserWindow, texts: DesktopTexts): boolean {
  const answer = dialog.showMessageBoxSync(window, {
    type: 'warning',
    message: texts.unsaved,
    detail: texts.unsavedDetail,
    buttons: [texts.stay, texts.loseUnsaved],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return answer === 1;
}
