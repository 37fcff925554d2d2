import type { FromHost } from '#shared/desktop/bridge.ts';
import type { ErrorData } from '#shared/errors/index.ts';

export type Frame = Extract<FromHost, { type: 'rpc' }>['frame'];

/** What main says to the backend's process. An engine's port travels beside `engine-port`. */
export type ToBackend =
  | { type: 'rpc'; frame: Frame }
  /** The window is new or gone: what its predecessor had subscribed to is over. */
  | { type: 'window-changed' }
  /** The user showed this path in a dialog: the window may name it. */
  | { type: 'offer'; path: string }
  | { type: 'engine-port'; engine: number }
  | { type: 'engine-exit'; engine: number; detail: string }
  | { type: 'close' };

/** What the backend's process says to main. */
export type FromBackend =
  | { type: 'rpc'; frame: Frame }
  /** Open, or going on in another file since it was saved to one. */
  | { type: 'open'; workspace: string }
  /** The workspace cannot be opened; the process ends. */
  | { type: 'failed'; error: ErrorData }
  /** The workspace was locked or unlocked: the window is to connect anew. */
  | { type: 'exchanged' }
  | { type: 'training'; running: boolean }
  | { type: 'spawn-engine'; engine: number }
  | { type: 'kill-engine'; engine: number };
