/** Writes one line to the log. No personal values go in. */
export type Log = (line: string) => void;
