import type { CellState } from '#shared/model/cell-state.ts';

/** What watchers know of the cells' states. */
export class ToldStates {
  readonly #texts = new Map<string, string>();
  readonly #states = new Map<string, CellState>();

  /** The states that differ from what was told last; they count as told. */
  take(states: readonly CellState[]): CellState[] {
    return states.filter((state) => {
      if (this.#states.get(state.cell) === state) return false;
      this.#states.set(state.cell, state);
      const text = JSON.stringify(state);
      if (this.#texts.get(state.cell) === text) return false;
      this.#texts.set(state.cell, text);
      return true;
    });
  }
}
