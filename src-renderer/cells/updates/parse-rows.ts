import type { UpdatesSettings } from '#shared/model/cells/updates.ts';

type TypedEvent = UpdatesSettings['events'][number];
/** Events read from pasted text, and the lines that are none. */
export type ParsedRows = { events: TypedEvent[]; wrong: number[] };

/** One event a line: user, item, then weight and time where given; separated by tabs, semicolons or commas. */
export function parseRows(text: string): ParsedRows {
  const parsed: ParsedRows = { events: [], wrong: [] };
  text.split(/\r\n|\n|\r/).forEach((line, at) => {
    if (line.trim() === '') return;
    const separator = ['\t', ';', ','].find((mark) => line.includes(mark)) ?? ',';
    const [user = '', item = '', weight = '', time = ''] = line
      .split(separator)
      .map((field) => field.trim());
    const amount = weight === '' ? 1 : Number(weight);
    if (user === '' || item === '' || !Number.isFinite(amount)) parsed.wrong.push(at + 1);
    else parsed.events.push({ user, item, weight: amount, time: time === '' ? null : time });
  });
  return parsed;
}
