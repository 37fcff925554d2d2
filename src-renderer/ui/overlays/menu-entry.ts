import type { Component } from 'svelte';

type Icon = Component<{ size?: number | string }>;

/** One line of a menu. */
export type MenuEntry =
  | {
      type?: 'item';
      label: string;
      note?: string;
      icon?: Icon;
      keys?: string;
      danger?: boolean;
      disabled?: boolean;
      /** Shows a check mark where true; makes it a choice rather than an action. */
      checked?: boolean;
      onselect: () => void;
    }
  | { type: 'separator' }
  | { type: 'label'; label: string };
