/** One weight and its slots after a step, from its gradient and its slots before. */
export type Move = (
  w: number,
  g: number,
  slots: readonly number[],
) => { w: number; slots: number[] };

/** How weights change in a step counted from 1, at its learning rate. */
export type Rule = { slots: readonly string[]; at: (rate: number, step: number) => Move };
