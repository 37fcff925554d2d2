export { categoriesOf } from './sides/category-parts.ts';
export { hadOf, rowsOfUsers } from './had.ts';
export { eventTimes } from './events/event-times.ts';
export { readEvents, type Unlearnt } from './events/events.ts';
export { IdIndex } from './keys/id-index.ts';
export { keyIndex } from './keys/key-index.ts';
export { keyRepair, keyRuleText } from './keys/key-repair.ts';
export { tokens } from './sides/item-text.ts';
export { pairValue, pairWeight } from './events/pairs.ts';
export { prepare, type PrepareContext } from './prepare.ts';
export { decodePrepared, encodePrepared, type IdType, type Prepared } from './prepared.ts';
export {
  applyRule,
  readSideTable,
  ruleNumber,
  shownValues,
  type SideColumns,
} from './sides/side-data.ts';
export { summarise } from './summary.ts';
