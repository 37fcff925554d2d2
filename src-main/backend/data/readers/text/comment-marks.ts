const marks = ['#', '//', '--', '%', ';'];
/** A word and not a value follows: `# made today`, not `#ff0000`. */
const remark = /^(#|\/\/|--|%|;)+(\s|$)/;

/** Marks that some line begins with, none first; what delimits marks nothing, and a mark that is a field is a value. */
export function commentMarks(sample: string, delimiter: string): string[] {
  const begins = (start: string): boolean =>
    sample.startsWith(start) || sample.includes(`\n${start}`) || sample.includes(`\r${start}`);
  return [
    '',
    ...marks.filter(
      (mark) => !delimiter.startsWith(mark) && begins(mark) && !begins(mark + delimiter),
    ),
  ];
}

/** In a file of one column nothing but the first lines can tell: all of them remarks, and none further on. */
export function spacedMarks(sample: string): string | undefined {
  const lines = sample.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const first = lines.findIndex((line) => !remark.test(line));
  if (first <= 0 || lines.slice(first).some((line) => remark.test(line))) return undefined;
  const mark = marks.find((one) => lines[0]!.startsWith(one));
  return lines.slice(0, first).every((line) => line.startsWith(mark!)) ? mark : undefined;
}
