import type { Database } from 'better-sqlite3';

export type SwitchableDatabase = {
  /** Always the connection of the moment; statements that outlive a turn ask `database.open` and are prepared anew. */
  db: Database;
  /** Puts another connection in its place and gives the former one. */
  change(next: Database): Database;
};

/** A connection that can be exchanged under everybody who holds it. */
export function switchableDatabase(first: Database): SwitchableDatabase {
  let current = first;
  const db = new Proxy(first, {
    get(_, key) {
      const value: unknown = Reflect.get(current, key, current);
      return typeof value === 'function'
        ? (value as (...given: unknown[]) => unknown).bind(current)
        : value;
    },
  });
  return {
    db,
    change(next) {
      const former = current;
      current = next;
      return former;
    },
  };
}
