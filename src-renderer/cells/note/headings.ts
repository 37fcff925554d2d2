export type Heading = { depth: number; text: string };

const most = 200;
const fence = /^ {0,3}(```+|~~~+)/;
const marked = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/;
const underline = /^ {0,3}(=+|-+)[ \t]*$/;
/** What begins another kind of block, under which a line of dashes is no heading. */
const other = /^(?: {4}|\t| {0,3}(?:[-+*>|]|\d+[.)]\s))/;

/**
 * The headings of a text, for the outline: found line by line, so that no text is too deep or too long for it. As CommonMark has
 * them, those within lists and quotes left out; at most 200.
 */
export function headings(text: string): Heading[] {
  const found: Heading[] = [];
  let closing: string | null = null;
  let before = '';
  for (const line of text.split('\n')) {
    if (found.length >= most) break;
    const opened = fence.exec(line)?.[1];
    if (closing !== null) {
      if (opened?.startsWith(closing) === true && line.trim() === opened) closing = null;
      continue;
    }
    const heading = marked.exec(line);
    const under = underline.exec(line)?.[1];
    if (opened !== undefined) closing = opened;
    else if (heading) found.push({ depth: heading[1]?.length ?? 1, text: heading[2] ?? '' });
    else if (under !== undefined && before.trim() !== '' && !other.test(before))
      found.push({ depth: under.startsWith('=') ? 1 : 2, text: before.trim() });
    before = opened !== undefined || heading !== null || under !== undefined ? '' : line;
  }
  return found.filter((one) => one.text !== '');
}
