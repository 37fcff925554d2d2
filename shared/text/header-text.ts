/** A column's header for looking words up in it: lower case, one space where capitals, spaces, underscores or marks part words. */
export function headerText(name: string): string {
  return name
    .normalize('NFKC')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll(/[\s_.\-/]+/g, ' ')
    .trim();
}
