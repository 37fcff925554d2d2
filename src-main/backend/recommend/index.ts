export { idsIn, idsShown, nobodyHere, recommendToAll } from './batch/index.ts';
export { measureCampaigns } from './campaign/index.ts';
export { compareModels } from './compare/index.ts';
export { decodeState, encodeState, modelRef, Recommending, type ModelRef } from './fit/index.ts';
export {
  applyRule,
  ruleNumber,
  categoriesOf,
  encodePrepared,
  eventTimes,
  hadOf,
  prepare,
  rowsOfUsers,
  summarise,
  type Prepared,
} from './interactions/index.ts';
export {
  answerSearch,
  catalogueOfItems,
  catalogueOfTable,
  completionsOf,
  decodeSearch,
  encodeSearch,
  makeSearch,
  People,
  readQueryLog,
  Searcher,
} from './search/index.ts';
export { search } from './tune/index.ts';
export {
  decodeNewEvents,
  encodeNewEvents,
  foldedInput,
  longerHistory,
  newEvents,
  numberEvents,
  updatedLists,
  type NewEvent,
  type NewEvents,
} from './updates/index.ts';
export {
  eventRows,
  explain,
  inCommon,
  inputOf,
  lists,
  person,
  popularModel,
  searchItems,
  searchUsers,
  testUsersOf,
  UserViews,
  type UserQuestion,
} from './user/index.ts';
