import type { TableInfo } from '#shared/model/table.ts';

/** The tables interactions are made of; side tables where there are any. */
export type PrepareInputs = {
  events: TableInfo;
  users: TableInfo | null;
  items: TableInfo | null;
  friends: TableInfo | null;
  /** Events that are for the test, where they come apart. */
  test: TableInfo | null;
};
