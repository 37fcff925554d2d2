export { erasePerson } from './person/erase-person.ts';
export { exportPerson } from './person/export-person.ts';
export { findPerson } from './person/find-person.ts';
export { formsOf, identifiersOf } from './person/identifiers.ts';
export { heldIn, removalsBeside } from './person/files-beside.ts';
export { privateStatistics } from './private-statistics.ts';
export { planPrivate } from './private-training.ts';
export { linkedTo } from './person/linked.ts';
