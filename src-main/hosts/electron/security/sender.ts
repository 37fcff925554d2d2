import type { IpcMainEvent, WebContents } from 'electron';
import { isAppUrl } from './origin.ts';

type Sender = Pick<IpcMainEvent, 'sender' | 'senderFrame'>;

/** Whether a message comes from our window's main frame, showing our own page: nothing else is listened to. */
export function isTrusted(event: Sender, window: WebContents | null): boolean {
  const frame = event.senderFrame;
  if (window === null || frame === null || event.sender !== window) return false;
  return frame.parent === null && isAppUrl(frame.url);
}
