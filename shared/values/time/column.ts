import { noteTime, type TimeEvidence } from './evidence.ts';
import type { TimeDecision, TimeFormat } from './format.ts';
import { instantText } from './instant.ts';
import { calendarInstant, isCalendar, readTimeText } from './read.ts';

/** Notes a value and reads it in a format, taking it apart once; undefined where it is no time in it. */
export function noteAndRead(
  evidence: TimeEvidence,
  text: string,
  format: TimeFormat,
): string | undefined {
  const found = noteTime(evidence, text);
  if (!isCalendar(format.reading)) return readTimeText(text, format);
  const instant = found && calendarInstant(found, format.reading);
  return instant && instantText(instant);
}

/** A decision whose evidence met each different value once, with the rows counted. */
export function withRows(decision: TimeDecision, present: number, read: number): TimeDecision {
  const count = present - read;
  const concerns = decision.concerns.map((concern) =>
    concern.kind === 'unread' ? { ...concern, count } : concern,
  );
  return { ...decision, present, read, concerns };
}
