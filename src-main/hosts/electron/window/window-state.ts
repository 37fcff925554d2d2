import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

export type Bounds = { x: number; y: number; width: number; height: number };

const stored = z.object({
  bounds: z.object({
    x: z.number().int(),
    y: z.number().int(),
    width: z.number().int().min(400),
    height: z.number().int().min(300),
  }),
  maximized: z.boolean(),
});
export type WindowState = { bounds: Partial<Bounds>; maximized: boolean };

export const firstState: WindowState = { bounds: { width: 1440, height: 920 }, maximized: false };

/** The state stored in `file`, as far as it is readable and on a screen that is still there. */
export function loadWindowState(file: string, screens: readonly Bounds[]): WindowState {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return firstState;
  }
  const state = stored.safeParse(parseJson(text));
  if (!state.success) return firstState;
  const { bounds, maximized } = state.data;
  if (screens.some((screen) => overlap(screen, bounds) >= 100 * 100)) return { bounds, maximized };
  return { bounds: { width: bounds.width, height: bounds.height }, maximized };
}

/** Kept in one piece: a crash while writing leaves the old state. */
export function saveWindowState(file: string, bounds: Bounds, maximized: boolean): void {
  const partial = `${file}.partial`;
  writeFileSync(partial, JSON.stringify({ bounds, maximized }));
  renameSync(partial, file);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Shared area of two rectangles in square pixels. */
function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}
