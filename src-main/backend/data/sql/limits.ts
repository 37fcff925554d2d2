/** What one query may take. A process is ended at these; the backend and the workspace go on as they were. */
export const queryLimits = {
  /** Memory of its process, in megabytes. */
  memoryMegabytes: 640,
  /** What it may write to scratch files (sorting, grouping), in megabytes. */
  scratchMegabytes: 8192,
  /** Characters of a whole result. */
  characters: 2 ** 30,
} as const;

/** The signals by which the watch ends its process, so that the parent knows why. */
export const endedBy = { memory: 'SIGKILL', scratch: 'SIGTERM' } as const;
