export { eventTime } from './event-time.ts';
export { readEvents } from './events.ts';
export { IdIndex } from './id-index.ts';
export { tokens } from './item-text.ts';
export { pairValue, pairWeight } from './pairs.ts';
export { prepare, type PrepareContext } from './prepare.ts';
export { decodePrepared, encodePrepared, type IdType, type Prepared } from './prepared.ts';
export { applyRule, readSideTable, type SideColumns } from './side-data.ts';
export { summarise } from './summary.ts';
