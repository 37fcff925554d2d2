export { foldedInput } from './folded-input.ts';
export { longerHistory } from './longer-history.ts';
export {
  decodeNewEvents,
  encodeNewEvents,
  newEvents,
  numberEvents,
  type NewEvent,
  type NewEvents,
} from './new-events.ts';
export { updatedLists } from './updated-lists.ts';
