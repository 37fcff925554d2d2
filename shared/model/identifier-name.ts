/** Whether a column's name says that it names its rows, or what they are about, rather than measures them. */
export function isIdentifierName(name: string): boolean {
  return /(^|[\s_\-.])(id|uid|uuid|guid|key|no|nr|number|code)$|[a-z](Id|ID)$|编号$|号$/i.test(
    name,
  );
}
