import type { TrainAction } from '#shared/engine/training.ts';

/** Pause, resume, single steps and stop of one run; asked between chunks. */
export class RunControl {
  #paused: boolean;
  #stopped = false;
  #stepsGranted = 0;
  #wake: (() => void) | null = null;

  constructor(paused: boolean) {
    this.#paused = paused;
  }

  get paused(): boolean {
    return this.#paused;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  act(action: TrainAction): void {
    // Steps asked for before and not taken yet are taken back by either.
    if (action === 'pause' || action === 'resume') {
      this.#paused = action === 'pause';
      this.#stepsGranted = 0;
    }
    if (action === 'stop') this.#stopped = true;
    if (action === 'step') {
      this.#paused = true;
      this.#stepsGranted++;
    }
    this.#wake?.();
  }

  /** Takes the leave for one step while paused. */
  takeStep(): boolean {
    if (!this.#paused || this.#stepsGranted === 0) return false;
    this.#stepsGranted--;
    return true;
  }

  /** Resolves at the next action. */
  async changed(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = null;
  }
}
