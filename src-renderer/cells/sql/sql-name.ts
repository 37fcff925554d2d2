/** A name as SQL needs it: plain where it is a plain word, else in double quotes. */
export function sqlName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
