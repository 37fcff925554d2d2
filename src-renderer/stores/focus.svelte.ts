import { tick } from 'svelte';
import { holdInView } from './hold-in-view.ts';

export type Mode = 'command' | 'edit';

/** Which cell has the focus, and whether keys act on cells (command) or in one (edit), as in Jupyter. */
export class FocusStore {
  cell = $state<string | null>(null);
  mode = $state<Mode>('command');
  // Elements are looked up, never drawn from.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #frames = new Map<string, HTMLElement>();
  #release: (() => void) | null = null;

  /** The cell frame tells its element while it exists. */
  register(id: string, frame: HTMLElement): () => void {
    this.#frames.set(id, frame);
    return () => {
      if (this.#frames.get(id) === frame) this.#frames.delete(id);
    };
  }

  frame(id: string): HTMLElement | undefined {
    return this.#frames.get(id);
  }

  /** Selects a cell, in command mode, and brings it into view by the shortest way. */
  select(id: string): void {
    this.#show(id, 'nearest');
  }

  /** Selects a cell found in a list elsewhere: its head comes to the top. */
  goTo(id: string): void {
    this.#show(id, 'start');
  }

  #show(id: string, block: 'start' | 'nearest'): void {
    this.cell = id;
    this.mode = 'command';
    this.#release?.();
    const frame = this.#frames.get(id);
    if (frame) this.#bring(frame, block);
    else void this.#bringSoon(id, block);
  }

  #bring(frame: HTMLElement, block: 'start' | 'nearest'): void {
    frame.focus({ preventScroll: true });
    this.#release = holdInView(frame, block);
  }

  /** A cell far from what is visible is drawn only now that it is selected. */
  async #bringSoon(id: string, block: 'start' | 'nearest'): Promise<void> {
    this.#release = null;
    await tick();
    const frame = this.#frames.get(id);
    if (frame && this.cell === id) this.#bring(frame, block);
  }

  /** Goes into the selected cell: to the element marked `data-enter`, else to the first control of its body. */
  enter(): void {
    const frame = this.cell === null ? undefined : this.#frames.get(this.cell);
    const body = frame?.querySelector<HTMLElement>('.cell-body');
    const marked = body?.querySelector<HTMLElement>('[data-enter]');
    const first = body?.querySelector<HTMLElement>(
      'input:not(:disabled), textarea, button:not(:disabled), [tabindex="0"]',
    );
    (marked ?? first)?.focus();
    marked?.dispatchEvent(new CustomEvent('portrait-enter'));
  }
}
