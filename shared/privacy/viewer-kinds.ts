/** Kinds whose results hold no row and no person. */
export const plainKinds: ReadonlySet<string> = new Set([
  ...['model', 'train', 'tune', 'tuneNet', 'recommend', 'privateStatistics'],
]);

/** Kinds of which viewers see all or a part; of all others, and of new ones, nothing. */
const kinds: ReadonlySet<string> = new Set([...plainKinds, 'note', 'chart', 'compare', 'evaluate']);

export const isForViewers = (kind: string): boolean => kinds.has(kind);
