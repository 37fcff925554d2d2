/** A table as it is read from a file, in batches of rows; cells are texts, or typed values where the format has types. */
export type TableReader = {
  columns: string[];
  /** What a Parquet file says of its columns; null for text. */
  typed: boolean;
  /** Batches of rows, each row with a cell a column. Throws score_row and score_file. */
  batches(): AsyncIterable<unknown[][]>;
};

/** A column of the file that is written: one of the file that was read, or one of the model's. */
export type WrittenColumn = { name: string; type: 'as_read' | 'text' | 'number' };

/** A table that is written a batch at a time, under another name until it is whole. */
export type TableWriter = {
  write(rows: readonly unknown[][]): Promise<void>;
  finish(): Promise<void>;
  /** Ends it early; nothing may rely on what was written. */
  abort(): Promise<void>;
};
