export { categoriesOf } from './category-parts.ts';
export { hadOf, rowsOfUsers } from './had.ts';
export { eventTimes } from './event-times.ts';
export { readEvents, type Unlearnt } from './events.ts';
export { IdIndex } from './id-index.ts';
export { keyIndex } from './key-index.ts';
export { keyRepair, keyRuleText } from './key-repair.ts';
export { tokens } from './item-text.ts';
export { pairValue, pairWeight } from './pairs.ts';
export { prepare, type PrepareContext } from './prepare.ts';
export { decodePrepared, encodePrepared, type IdType, type Prepared } from './prepared.ts';
export {
  applyRule,
  readSideTable,
  ruleNumber,
  shownValues,
  type SideColumns,
} from './side-data.ts';
export { summarise } from './summary.ts';
