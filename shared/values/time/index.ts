export { chosenTime, decideTime, toldTime, type TimeHints } from './decide.ts';
export { noteAndRead, withRows } from './column.ts';
export { newTimeEvidence, noteIfCalendar, noteTime, type TimeEvidence } from './evidence.ts';
export {
  timeDecision,
  timeFormat,
  timeOutcome,
  timeReading,
  type TimeConcern,
  type TimeDecision,
  type TimeFormat,
  type TimeOutcome,
  type TimeReading,
  type TimeRefusal,
} from './format.ts';
export { dayMilliseconds, millisecondsText } from './instant.ts';
export { proposedTime } from './propose.ts';
export { readTime, readTimeText } from './read.ts';
export { timeError } from './refusal-error.ts';
export { isStoredTime, storedTime } from './stored.ts';
