/** Items of one history, each at most once, and what each counts. */
export type History = { index: Int32Array; value: Float32Array };
