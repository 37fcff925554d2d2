/** What SQLite reads as a part of the language wherever a name may stand: of its keywords those that name nothing unquoted. */
const reserved = new Set(
  `add all alter and as autoincrement between case cast check collate commit constraint create current_date current_time
  current_timestamp default deferrable delete distinct drop else escape except exists foreign from group having in index
  insert intersect into is isnull join limit not nothing notnull null on or order primary raise references returning select
  set table then to transaction union unique update using values when where`.split(/\s+/),
);

/** A name as SQL needs it: plain where it is a plain word of nobody else, else in double quotes. */
export function sqlName(name: string): string {
  const isPlain = /^[A-Za-z_]\w*$/.test(name) && !reserved.has(name.toLowerCase());
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}
