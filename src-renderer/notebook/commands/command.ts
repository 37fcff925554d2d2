import type { Component } from 'svelte';
import type { Cell } from '#shared/notebook/notebook.ts';

export type CommandGroup = 'run' | 'cell' | 'notebook' | 'view';

/** One action of the window: in the palette, on keys, in menus and on the shortcut sheet. */
export type Command = {
  id: string;
  group: CommandGroup;
  label: () => string;
  /** `Ctrl+Enter`, `D D`, `A`. Keys without Ctrl or Alt work only while a cell is selected and not worked in. */
  keys?: string;
  /** Further keys that do the same. */
  otherKeys?: readonly string[];
  icon?: Component<{ size?: number | string }>;
  inCellMenu?: boolean;
  enabled?: () => boolean;
  run: () => void;
};

/** Whether a cell can have a trained network behind it: its own, or the one it measures. */
export function isExportable({ kind }: Pick<Cell, 'kind'>): boolean {
  return kind === 'train' || kind === 'evaluate' || kind === 'recommend';
}
