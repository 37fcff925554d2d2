/** How a captured graph runs: compiled by XLA, or operation by operation. */
export type Execution = 'compiled' | 'interpreted';
