export { chosenTime, decideTime, toldTime, type TimeHints } from './decide.ts';
export { noteAndRead, withRows } from './column.ts';
export {
  isThin,
  newTimeEvidence,
  noteIfCalendar,
  noteTime,
  type TimeEvidence,
} from './evidence.ts';
export type {
  TimeConcern,
  TimeDecision,
  TimeFormat,
  TimeOutcome,
  TimeReading,
  TimeRefusal,
} from './format.ts';
export { clockText, dayMilliseconds, dayText, millisecondsText } from './instant.ts';
export { proposedTime } from './propose.ts';
export { readTime, readTimeText } from './read.ts';
export { timeError } from './refusal-error.ts';
export { isStoredTime, storedTime } from './stored.ts';
