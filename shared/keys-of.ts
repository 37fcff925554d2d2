/** The keys of a table written down in the source, in its order: it has no others than its type says. */
export function keysOf<K extends string>(table: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(table) as K[];
}
