import { z } from 'zod';
import { locale } from '../locale-schema.ts';

/** One frame of the RPC protocol, as oRPC's message-port adapter makes it. */
const frame = z.union([
  z.string(),
  z.instanceof(Uint8Array<ArrayBuffer>),
  z.instanceof(ArrayBuffer),
]);

const fileFilter = z.enum(['data', 'notebook', 'workspace', 'html', 'any']);

/** A native file dialog the window asks for. */
export const dialogRequest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), filter: fileFilter }),
  z.object({ kind: z.literal('save'), filter: fileFilter, suggestedName: z.string().max(255) }),
]);
export type DialogRequest = z.infer<typeof dialogRequest>;

/** Characters of a page to be printed, at most: sheets of a large class take a tenth of it. */
const mostPrinted = 2 ** 26;

/** What the window may say to the Electron host; anything else is refused. */
export const toHost = z.discriminatedUnion('type', [
  z.object({ type: z.literal('rpc'), frame }),
  z.object({ type: z.literal('dialog'), id: z.number().int(), request: dialogRequest }),
  z.object({ type: z.literal('locale'), locale }),
  /** A page to be set as PDF. Its scripts do not run, and it fetches nothing. */
  z.object({ type: z.literal('pdf'), id: z.number().int(), html: z.string().max(mostPrinted) }),
]);
export type ToHost = z.infer<typeof toHost>;

/** Menu entries the window carries out. */
export const menuCommands = ['undo', 'redo', 'palette', 'shortcuts', 'import-notebook'] as const;
export type MenuCommand = (typeof menuCommands)[number];

/** What the Electron host says to the window. */
export type FromHost =
  | { type: 'rpc'; frame: string | Uint8Array<ArrayBuffer> | ArrayBuffer }
  /** `path` is null when the dialog was cancelled. */
  | { type: 'dialog'; id: number; path: string | null }
  /** `bytes` is null where no PDF could be made. */
  | { type: 'pdf'; id: number; bytes: Uint8Array<ArrayBuffer> | null }
  | { type: 'command'; command: MenuCommand }
  /** The backend's process is new (crash, other workspace): calls under way are lost, connect again. */
  | { type: 'backend-restarted' };

/** `window.portrait` in Electron; undefined in a browser tab. */
export type DesktopBridge = {
  send(message: ToHost): void;
  /** Registers the one listener; a later call replaces it. */
  receive(listener: (message: FromHost) => void): void;
};
