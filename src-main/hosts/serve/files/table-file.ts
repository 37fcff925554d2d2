/** A column of a file that is read. */
export type ReadColumn = {
  name: string;
  /** What a cell of it means, as JSON would carry it: text, a number, true or false, or null. */
  value(cell: unknown): unknown;
  /** Parquet: what its schema says of it, and a cell as a file of that schema takes it. */
  stored?: { element: StoredElement; cell(cell: unknown): unknown };
};

/** A column's place in the schema of a Parquet file, without its name. */
export type StoredElement = Record<string, unknown>;

/** A table as it is read from a file, in batches of rows. */
export type TableReader = {
  columns: ReadColumn[];
  /** Whether the format has types; else every cell is text. */
  typed: boolean;
  /** Batches of rows, each row with a cell a column, as the file holds it. Throws score_row and score_file. */
  batches(): AsyncIterable<unknown[][]>;
};

/** A column of the file that is written: one of the file that was read, or one of the model's. */
export type WrittenColumn = { name: string } & (
  { type: 'text' | 'number' } | { type: 'as_read'; column: ReadColumn }
);

/** A table that is written a batch at a time, under another name until it is whole. */
export type TableWriter = {
  /** Cells of columns `as_read` as they were read. */
  write(rows: readonly unknown[][]): Promise<void>;
  finish(): Promise<void>;
  /** Ends it early; nothing may rely on what was written. */
  abort(): Promise<void>;
};
