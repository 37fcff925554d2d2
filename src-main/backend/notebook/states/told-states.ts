import type { CellState } from '#shared/notebook/cell-state.ts';

/** What watchers know of the cells' states. */
export class ToldStates {
  #texts = new Map<string, string>();
  #states = new Map<string, CellState>();

  /** Of the states of all cells, those that differ from what was told last; they count as told, and cells without one as unknown. */
  take(states: readonly CellState[]): CellState[] {
    const [former, texts] = [this.#states, this.#texts];
    this.#states = new Map();
    this.#texts = new Map();
    return states.filter((state) => {
      const known = texts.get(state.cell);
      const same = former.get(state.cell) === state && known !== undefined;
      const text = same ? known : JSON.stringify(state);
      this.#states.set(state.cell, state);
      this.#texts.set(state.cell, text);
      return text !== known;
    });
  }
}
