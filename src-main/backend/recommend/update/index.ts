export { longerHistory } from './longer-history.ts';
export { newEvents, type NewEvent } from './new-events.ts';
export { foldedInput, updatedLists } from './updated-lists.ts';
