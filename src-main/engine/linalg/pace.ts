/** Called between slices of work, at most some 50 ms apart, with the share done; lets messages in, and may throw. */
export type Pace = (done: number) => Promise<void>;
