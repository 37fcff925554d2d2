/** How one weight changes: its gradient, its slots before, the learning rate and the step counted from 1. */
export type Rule = {
  slots: readonly string[];
  next: (
    w: number,
    g: number,
    slots: readonly number[],
    rate: number,
    step: number,
  ) => { w: number; slots: number[] };
};
